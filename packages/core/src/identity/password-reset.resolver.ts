import type { Ctx } from '../context/ctx.js';
import {
  Arg,
  Context,
  Extensions,
  Field,
  InputType,
  Mutation,
  Resolver,
} from '../model/graphql.js';
import { uuidv7 } from '../model/ids.js';
import { payloadOf } from '../model/inputs.js';
import { Refusal } from '../write/errors.js';
import { identityErrors } from './errors.js';
import { kernelOf } from './kernel.js';
import { PASSWORD_RESET } from './password-reset.js';
import { setPasswordByTicket } from './ticket-password.js';

@InputType({ description: 'Who has forgotten the password.' })
export class PasswordResetRequestInput {
  @Field({ description: 'Name of the organization in addresses.' })
  organization!: string;
  @Field({ description: 'E-mail address of the login.' })
  email!: string;
}

@InputType({ description: 'A password set with a token that came by mail.' })
export class PasswordResetCompleteInput {
  @Field({ description: 'The token.' })
  token!: string;
  @Field({ description: 'The password from now on.' })
  password!: string;
}

const PasswordResetRequestPayload = payloadOf(
  'PasswordResetRequestPayload',
  {},
  {
    isAccepted: {
      type: () => Boolean,
      description: 'Always true; a mail goes out where there is such a user with a password.',
    },
  },
);
const PasswordResetCompletePayload = payloadOf(
  'PasswordResetCompletePayload',
  {},
  {
    isComplete: {
      type: () => Boolean,
      description: 'True when the password holds; go on with sessionCreate.',
    },
  },
);

const LONGEST_EMAIL = 254;
const LONGEST_SLUG = 60;

/** How somebody who forgot the password gets another one, by mail. */
@Resolver()
export class PasswordResetResolver {
  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => PasswordResetRequestPayload, {
    description: 'Asks for a token to set a new password, by mail; five times in 15 minutes.',
  })
  async passwordResetRequest(
    @Context() ctx: Ctx,
    @Arg('input') { organization, email }: PasswordResetRequestInput,
  ) {
    if (email.length > LONGEST_EMAIL || organization.length > LONGEST_SLUG) {
      throw new Refusal('BAD_USER_INPUT', 'That is too long for a name or an address.');
    }
    const { runtime } = kernelOf(ctx);
    await runtime.reads.sqlAnywhere({
      text: 'select core.password_reset_ask($1, $2, $3)',
      values: [organization, email, uuidv7()],
    });
    runtime.signals.announce('core_job');
    return { isAccepted: true };
  }

  /** Opens its own transaction, in the organization that the token names. */
  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => PasswordResetCompletePayload, {
    description: 'Sets the password of the user whom the token names and ends all sessions.',
  })
  async passwordResetComplete(
    @Context() ctx: Ctx,
    @Arg('input') { token, password }: PasswordResetCompleteInput,
  ) {
    const refused = () => identityErrors.PASSWORD_RESET_INVALID({}, ['input', 'token']);
    const operation = 'passwordResetComplete';
    await setPasswordByTicket(kernelOf(ctx), PASSWORD_RESET, {
      ...{ token, password, operation, refused },
    });
    return { isComplete: true };
  }
}
