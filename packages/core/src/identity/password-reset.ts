import { z } from 'zod';
import { requestOf } from '../context/runtime-of.js';
import type { RequestContext } from '../context/request.js';
import { defineJob, type JobDefinition } from '../jobs/job-definition.js';
import { queueMail } from '../mail/queue-mail.js';
import { Organization } from '../schema/organization.entity.js';
import { User } from '../schema/user.entity.js';
import { passwordMark } from './sign-in.js';
import type { PasswordTicket } from './ticket-password.js';
import { sealTicket } from './ticket.js';

const MINUTES = 30;

export const PASSWORD_RESET: PasswordTicket = {
  purpose: 'password reset',
  body: z.object({ userId: z.string(), password: z.string() }),
  life: MINUTES * 60_000,
};

/** Behind the request, whose answer and time are the same whether there is such a user or not. */
export const passwordResetMail: JobDefinition<{ email: string }> = defineJob({
  kind: 'core.passwordReset',
  description: 'Mails the token by which somebody sets a new password.',
  input: z.object({ email: z.string() }),
  run: (work) => work.finish((ctx) => mailToken(requestOf(ctx), work.input.email)),
});

/** Nobody gets a first password this way: who signs in by other means has none. */
async function mailToken(ctx: RequestContext, email: string): Promise<void> {
  const user = await ctx.em.findOne(User, { email, kind: 'HUMAN', isActive: true });
  if (!user) return;
  const asked = 'select core.password_of($1) as hash';
  const [row] = await ctx.sql<{ hash: string | null }>(asked, [user.id]);
  if (row?.hash == null) return;
  const { organizationId, now } = ctx;
  const { name } = await ctx.em.findOneOrFail(Organization, organizationId);
  const body = { userId: user.id, password: passwordMark(row.hash) };
  const ticket = { organizationId, body, now };
  const token = await sealTicket(ctx.runtime.vault, PASSWORD_RESET, ticket);
  await queueMail(ctx, {
    user,
    kind: 'core.passwordReset',
    address: email,
    subject: `New password for ${name}`,
    body:
      `Hello ${user.displayName},\n\nsomebody asked for a new password for you at ${name}. ` +
      `This token sets one, once, within ${MINUTES} minutes:\n\n${token}\n\n` +
      'If it was not you, there is nothing to do: your password stays.',
  });
}
