import { z } from 'zod';
import type { Caller, Runtime } from '../context/runtime.js';
import type { RequestContext } from '../context/request.js';
import { principalOf } from '../identity/sign-in.js';
import { openTicket, sealTicket, type TicketKind } from '../identity/ticket.js';
import { User } from '../schema/user.entity.js';
import { inTransaction } from '../write/transaction.js';
import { declaredNotifications } from './declaration.js';
import { NotificationPreference } from './notification.entity.js';
import { EVERYTHING_ELSE } from './notify.js';

/** Kind of the mails that collect what was not read. */
export const DIGEST = 'core.digest';

/** Where the server answers `POST <token>` (RFC 8058). */
export const UNSUBSCRIBE_PATH = '/mail/unsubscribe/';

const UNSUBSCRIBE: TicketKind<{ userId: string; kind: string }> = {
  purpose: 'unsubscribe',
  body: z.object({ userId: z.string(), kind: z.string() }),
  life: 180 * 86_400_000,
};

/**
 * The address that ends mails of a kind for their recipient; `undefined` for mails that belong to
 * something the recipient does (a token, an invitation), and where the server has no address.
 */
export async function unsubscribeUrl(
  { runtime, organizationId, now }: RequestContext,
  mail: { userId: string | null; kind: string },
): Promise<string | undefined> {
  const { userId, kind } = mail;
  if (userId === null || runtime.publicUrl === undefined) return undefined;
  const declared = declaredNotifications(runtime.composition).get(kind);
  if (kind !== DIGEST && (!declared || declared.isTransactional === true)) return undefined;
  const ticket = { organizationId, body: { userId, kind }, now };
  const token = await sealTicket(runtime.vault, UNSUBSCRIBE, ticket);
  return `${runtime.publicUrl}${UNSUBSCRIBE_PATH}${token}`;
}

/**
 * Ends mails as the token says: what is told stays among the notifications of the user. Whoever
 * has the token is the recipient; nothing else can be done with it. False for no token of ours.
 */
export async function unsubscribe(
  runtime: Runtime,
  token: string,
  request: Pick<Caller, 'requestId' | 'deadline' | 'origin'>,
): Promise<boolean> {
  const ticket = await openTicket(runtime.vault, UNSUBSCRIBE, {
    text: token,
    now: runtime.clock(),
  });
  if (!ticket) return false;
  const { organizationId, body } = ticket;
  const principal = principalOf({ organizationId, userId: body.userId, factor: 'PASSWORD' });
  await inTransaction(
    runtime,
    { ...request, principal },
    {
      operation: 'unsubscribe',
      isMutation: true,
      work: (ctx) => setInApp(ctx, body),
    },
  );
  return true;
}

async function setInApp(
  ctx: RequestContext,
  { userId, kind }: { userId: string; kind: string },
): Promise<void> {
  const user = ctx.em.getReference(User, userId);
  const topic = kind === DIGEST ? EVERYTHING_ELSE : kind;
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `core.notification ${ctx.organizationId} preference ${userId}`,
  ]);
  const known = await ctx.em.find(NotificationPreference, { user });
  const ended = known.filter(({ delivery, topic: of }) =>
    kind === DIGEST ? delivery === 'DAILY' || delivery === 'WEEKLY' : of === kind,
  );
  for (const preference of ended) preference.delivery = 'IN_APP';
  if (known.some((preference) => preference.topic === topic)) return;
  ctx.em.create(NotificationPreference, { user, topic, delivery: 'IN_APP', digestHour: 7 });
}
