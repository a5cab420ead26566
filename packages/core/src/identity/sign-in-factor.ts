import { enumOf, type EnumValue } from '../model/enums.js';

/** How somebody proved who they are. */
export const SignInFactor = enumOf('SignInFactor', 'How somebody proved who they are.', {
  PASSWORD: 'By password.',
  TOTP: 'By password and a one-time code of an authenticator app.',
  RECOVERY_CODE: 'By password and a recovery code.',
  OIDC: 'At an identity provider of the organization.',
});
export type SignInFactor = EnumValue<typeof SignInFactor>;
