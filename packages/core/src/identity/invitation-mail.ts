import { z } from 'zod';
import type { RequestContext } from '../context/request.js';
import { queueMail } from '../mail/queue-mail.js';
import { notificationKind, surroundings } from '../notifications/declaration.js';
import { wordsOf } from '../notifications/notify.js';
import { Organization } from '../schema/organization.entity.js';
import type { User } from '../schema/user.entity.js';

/** The words of invitations, which an organization may set: an address of its own page, say. */
export const invitationNotice = notificationKind({
  key: 'core.invitation',
  description: 'The token by which somebody who was invited sets a password; always a mail.',
  category: 'account',
  delivery: 'IMMEDIATE',
  isTransactional: true,
  data: z.object({ token: z.string(), days: z.number() }),
  sample: { token: 'token', days: 7 },
  words: {
    en: {
      title: 'Your access to {{ organization.name }}',
      body:
        'Hello {{ recipient.name }},\n\nyou can work at {{ organization.name }} now. This token ' +
        'sets your password, once, within {{ days }} days:\n\n{{ token }}',
    },
    de: {
      title: 'Ihr Zugang zu {{ organization.name }}',
      body:
        'Guten Tag, {{ recipient.name }},\n\nSie können jetzt bei {{ organization.name }} ' +
        'arbeiten. Mit diesem Token setzen Sie Ihr Passwort, einmal, innerhalb von ' +
        '{{ days }} Tagen:\n\n{{ token }}',
    },
  },
});

/**
 * Mails an invitation, in the open transaction. It is no notification: those are kept in clear, and
 * the text of a mail is sealed until it is sent.
 */
export async function mailInvitation(
  ctx: RequestContext,
  invited: { user: User; email: string; token: string; days: number },
): Promise<void> {
  const { user, email, token, days } = invited;
  const organization = await ctx.em.findOneOrFail(Organization, ctx.organizationId);
  const write = await wordsOf(ctx, invitationNotice, organization);
  const scope = { token, days, ...surroundings(user.displayName, organization.name) };
  const { title, body } = write(scope);
  await queueMail(ctx, { user, kind: invitationNotice.key, address: email, subject: title, body });
}
