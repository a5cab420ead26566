import { Field, ID, InputType, Int } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { SessionType } from './access.types.js';

@InputType({ description: 'The sign-in to end.' })
export class SessionRevokeInput {
  @Field(() => ID, { nullable: true, description: 'Left out: the one of this request.' })
  id?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A new password for oneself; ends all other own sessions.' })
export class PasswordChangeInput {
  @Field(() => String, { description: 'The password until now.' })
  currentPassword!: string;
  @Field(() => String, { description: 'The password from now on.' })
  password!: string;
}

export const SessionRevokePayload = payloadOf('SessionRevokePayload', { session: SessionType });
export const SessionRevokeOthersPayload = payloadOf(
  'SessionRevokeOthersPayload',
  {},
  { revokedCount: { type: () => Int, description: 'How many sessions were ended.' } },
);
export const PasswordChangePayload = payloadOf(
  'PasswordChangePayload',
  {},
  { isChanged: { type: () => Boolean, description: 'True when the new password holds.' } },
);
