import type { Ctx } from '../context/ctx.js';
import type { Audience } from './declaration.js';
import type { NotificationDelivery } from './notification.entity.js';

/** Somebody who is to be told. */
export interface Recipient extends Record<string, unknown> {
  id: string;
  display_name: string;
  email: string | null;
  /** What the recipient chose; null: nothing. */
  delivery: NotificationDelivery | null;
}

/** People who are told at once by one call. */
const LARGEST_AUDIENCE = 1_000;

const RECIPIENTS = `
  select u.id, u.display_name, u.email,
    (select w.delivery from core.notification_preference w
      where w.organization_id = u.organization_id and w.user_id = u.id and w.topic = any($4)
      order by array_position($4::text[], w.topic::text) limit 1) as delivery
  from core.membership u
  where u.is_active and (
    u.id = any($1::uuid[]) or u.person_id = any($2::uuid[]) or exists (
      select from core.role_grant g
      join core.role r on r.organization_id = g.organization_id and r.id = g.role_id
      where g.organization_id = u.organization_id and g.user_id = u.id and r.key = any($3)))
  order by u.id limit ${LARGEST_AUDIENCE + 1}`;

/**
 * The people of an audience, each with the wish that counts: of the first topic that has one.
 * @throws Error for more than 1,000: a job should tell so many
 */
export async function recipientsOf(
  ctx: Ctx,
  { users = [], people = [], roles = [] }: Audience,
  topics: readonly string[],
): Promise<Recipient[]> {
  const found = await ctx.sql<Recipient>(RECIPIENTS, [users, people, roles, topics]);
  if (found.length <= LARGEST_AUDIENCE) return found;
  throw new Error(`More than ${LARGEST_AUDIENCE} people cannot be told at once.`);
}
