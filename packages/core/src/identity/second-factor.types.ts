import type { Principal } from '../context/principal.js';
import { expose, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { NOBODY } from './authenticate.js';
import { SecondFactor } from './second-factor.entity.js';

export const SecondFactorType: Exposed = expose(SecondFactor, {
  prefix: 'fac',
  filter: ['user'],
  conditions: { own: ({ userId }: Principal) => ({ user: { id: { eq: userId ?? NOBODY } } }) },
});

@InputType({ description: 'The first code of a second factor, which proves that the app has it.' })
export class SecondFactorConfirmInput {
  @Field(() => ID, { description: 'The second factor.' })
  id!: string;
  @Field(() => String, { description: 'One-time code that the app shows now.' })
  code!: string;
}

@InputType({ description: 'The second factor to remove.' })
export class SecondFactorRemoveInput {
  @Field(() => ID, { description: 'The second factor.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'The own second factor whose recovery codes are replaced.' })
export class SecondFactorRenewCodesInput {
  @Field(() => ID, { description: 'The second factor.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

const CODES = { type: () => [String], description: 'Ten codes for one use each; shown this once.' };

export const SecondFactorEnrolPayload = payloadOf(
  'SecondFactorEnrolPayload',
  { secondFactor: SecondFactorType },
  {
    secret: { type: () => String, description: 'Shared secret in base32; shown this once.' },
    provisioningUri: {
      type: () => String,
      description: 'The same as otpauth:// address, for a QR code.',
    },
  },
);
export const SecondFactorConfirmPayload = payloadOf(
  'SecondFactorConfirmPayload',
  { secondFactor: SecondFactorType },
  {
    recoveryCodes: CODES,
    token: {
      type: () => String,
      description:
        'New token of a session that could set up a second factor only; the old one is refused ' +
        'from then on. Null for others, and where the session is a cookie, which is replaced.',
    },
  },
);
export const SecondFactorRenewCodesPayload = payloadOf(
  'SecondFactorRenewCodesPayload',
  { secondFactor: SecondFactorType },
  { recoveryCodes: CODES },
);
export const SecondFactorRemovePayload = payloadOf(
  'SecondFactorRemovePayload',
  {},
  { deletedId: { type: () => ID, description: 'What was removed.' } },
);
