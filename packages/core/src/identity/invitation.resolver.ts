import { z } from 'zod';
import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Extensions, Mutation, Resolver } from '../model/graphql.js';
import { errors } from '../schema/errors.js';
import { demandCoverOfUser } from '../schema/granting.js';
import { User } from '../schema/user.entity.js';
import { identityErrors } from './errors.js';
import {
  InvitationAcceptInput,
  InvitationAcceptPayload,
  InvitationCreateInput,
  InvitationCreatePayload,
} from './invitation.types.js';
import { mailInvitation } from './invitation-mail.js';
import { kernelOf } from './kernel.js';
import { passwordHash } from './own-password.js';
import { passwordMark } from './sign-in.js';
import { type PasswordTicket, setPasswordByTicket } from './ticket-password.js';
import { sealTicket } from './ticket.js';

const DAYS = 7;

const INVITATION: PasswordTicket = {
  purpose: 'invitation',
  body: z.object({ userId: z.string(), password: z.string() }),
  life: DAYS * 86_400_000,
};

/** How somebody who was invited, or forgot the password, sets one. */
@Resolver()
export class InvitationResolver {
  @Extensions({ stepUp: true })
  @Mutation(() => InvitationCreatePayload, {
    description:
      'Lets a user set a password: the first one, or another when it was forgotten. Never for ' +
      'somebody who holds more than the caller. ' +
      'With a mail server the token goes to the user alone.',
  })
  async invitationCreate(@Context() ctx: Ctx, @Arg('input') input: InvitationCreateInput) {
    const path = ['input', 'userId'];
    const user = await ctx.find(User, input.userId, { path });
    if (!user.isActive || user.kind !== 'HUMAN') throw errors.USER_INACTIVE({}, path);
    await demandCoverOfUser(ctx, user, path);
    const request = kernelOf(ctx);
    const { organizationId, now } = ctx;
    const hash = await passwordHash(request, organizationId, user.id);
    const body = { userId: user.id, password: passwordMark(hash) };
    const token = await sealTicket(request.runtime.vault, INVITATION, {
      organizationId,
      body,
      now,
    });
    const { email } = user;
    if (!request.runtime.mailer || email == null) return { token, isMailed: false };
    // Whoever sees the token can sign in as the user: with a mail server nobody else does.
    await mailInvitation(request, { user, email, token, days: DAYS });
    return { token: null, isMailed: true };
  }

  /** Opens its own transaction, in the organization that the invitation names. */
  @Extensions({ transaction: false, bucket: 'login' })
  @Mutation(() => InvitationAcceptPayload, {
    description: 'Sets the password of the user whom the invitation names and ends all sessions.',
  })
  async invitationAccept(@Context() ctx: Ctx, @Arg('input') input: InvitationAcceptInput) {
    const { token, password } = input;
    const refused = () => identityErrors.INVITATION_INVALID({}, ['input', 'token']);
    const operation = 'invitationAccept';
    await setPasswordByTicket(kernelOf(ctx), INVITATION, { token, password, operation, refused });
    return { isAccepted: true };
  }
}
