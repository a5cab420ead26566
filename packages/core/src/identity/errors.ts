import { errorsOf } from '../write/errors.js';

/** Business errors of sign-in and its factors. */
export const identityErrors = errorsOf('core', {
  CODE_WRONG: 'The code is not right, was used before, or codes are locked for a while.',
  PROOF_WRONG: 'Password or code is not right, or guessing is locked for a while.',
  PROOF_MISSING: 'Give the one-time code where a second factor is set up, else the password.',
  SESSION_NEEDED: 'Only somebody who signed in can do this, not a key.',
  SESSION_ROTATED: 'The session got another token at the same time. Use that one.',
  SECOND_FACTOR_EXISTS: 'A second factor is set up already. Remove it first.',
  SECOND_FACTOR_UNCONFIRMED: 'This is not a second factor of your own that is set up.',
  SECOND_FACTOR_CONFIRMED: 'The second factor is confirmed already.',
  INVITATION_INVALID: 'The invitation is not valid any more. Ask for another one.',
  PASSWORD_RESET_INVALID: 'The token is not valid any more. Ask for another one.',
  API_KEY_ROTATED: 'The key is being replaced already. Revoke one of the two first.',
  OIDC_KEY_TAKEN: 'Another identity provider has the key {key}.',
  ISSUER_INVALID: 'The issuer must be a public address that begins with https.',
  DOMAIN_INVALID: 'A domain is written like example.com.',
  OVERLAP_INVALID: 'The old key lives on for 0 to {hours} hours.',
});
