import { Field, ID, InputType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';

@InputType({ description: 'Who shall be able to set a password.' })
export class InvitationCreateInput {
  @Field(() => ID, { description: 'The user; a human.' })
  userId!: string;
}

@InputType({ description: 'A password set with an invitation.' })
export class InvitationAcceptInput {
  @Field(() => String, { description: 'The invitation as invitationCreate answered it.' })
  token!: string;
  @Field(() => String, { description: 'The password from now on.' })
  password!: string;
}

export const InvitationCreatePayload = payloadOf(
  'InvitationCreatePayload',
  {},
  {
    token: {
      type: () => String,
      description:
        'To be handed to the user, for one use within 7 days; shown this once. Null when it was ' +
        'mailed.',
    },
    isMailed: {
      type: () => Boolean,
      description: 'It goes to the address of the user, with the words of core.invitation.',
    },
  },
);
export const InvitationAcceptPayload = payloadOf(
  'InvitationAcceptPayload',
  {},
  {
    isAccepted: {
      type: () => Boolean,
      description: 'True when the password holds; go on with sessionCreate.',
    },
  },
);
