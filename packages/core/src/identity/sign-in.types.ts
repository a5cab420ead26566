import { DateTimeScalar, EmailScalar, Field, InputType, ObjectType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { SignInFactor } from './sign-in-factor.js';

const AS_COOKIE =
  'For browsers: the session comes as an HttpOnly cookie, and no token is in the answer.';

@InputType({ description: 'Who wants to sign in, and where.' })
export class SessionCreateInput {
  @Field(() => String, { description: 'Slug of the organization.' })
  organization!: string;
  @Field(() => EmailScalar, { description: 'E-mail address of the user.' })
  email!: string;
  @Field(() => String, { description: 'Password of the user in this organization.' })
  password!: string;
  @Field(() => Boolean, { nullable: true, description: AS_COOKIE })
  asCookie?: boolean | null;
}

@InputType({ description: 'The second step of a sign-in.' })
export class SessionConfirmInput {
  @Field(() => String, { description: 'Token of the challenge that sessionCreate answered.' })
  challenge!: string;
  @Field(() => String, { description: 'One-time code of the authenticator app or recovery code.' })
  code!: string;
}

@InputType({
  description: 'A fresh proof of who is calling: the code, or without one the password.',
})
export class SessionStepUpInput {
  @Field(() => String, { nullable: true, description: 'Own password; without second factor only.' })
  password?: string | null;
  @Field(() => String, { nullable: true, description: 'One-time code or recovery code.' })
  code?: string | null;
}

@ObjectType('SignInChallenge', {
  description: 'The password was right; the session opens with a code, given to sessionConfirm.',
})
export class SignInChallenge {
  @Field(() => String, { description: 'To be sent with the code.' })
  token!: string;
  @Field(() => DateTimeScalar, { description: 'Until then it is accepted.' })
  expiresAt!: Date;
  @Field(() => [SignInFactor], { description: 'What is accepted.' })
  factors!: SignInFactor[];
}

const OPENED = {
  token: {
    type: () => String,
    description: 'Bearer token of the session; shown this once. Null with a cookie.',
  },
  expiresAt: { type: () => DateTimeScalar, description: 'End, however much it is used.' },
};

export const SessionCreatePayload = payloadOf(
  'SessionCreatePayload',
  {},
  {
    ...OPENED,
    challenge: {
      type: () => SignInChallenge,
      description: 'Set where a second factor is asked for; there is no session yet.',
    },
  },
);
export const SessionConfirmPayload = payloadOf('SessionConfirmPayload', {}, OPENED);
export const SessionStepUpPayload = payloadOf('SessionStepUpPayload', {}, OPENED);
