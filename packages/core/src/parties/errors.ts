import { errorsOf } from '../write/errors.js';

/** Business errors of parties; codes are `CORE_<KEY>` and never renamed. */
export const partyErrors = errorsOf('core', {
  PARTY_CODE_TAKEN: 'There is a party with the code {code} already.',
  PARTY_PERSON_TAKEN: 'The person is the party {code} already.',
  PARTY_PERSON_COMPANY: 'A company is no person: leave personId out, or make it a PERSON.',
  PARTY_ADDRESS_TAKEN: 'The party has an address for {purpose} already: change that one.',
  PARTY_IBAN_INVALID: 'The text is no IBAN: two letters, two check digits, and they must agree.',
  PARTY_BIC_INVALID: 'A BIC has 8 or 11 letters and digits: bank, country, place, branch.',
});
