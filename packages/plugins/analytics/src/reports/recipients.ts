import { type Ctx, decodeId, User } from '@bureau/core';
import { reportErrors } from './errors.js';
import { ReportRecipient, type ScheduledReport } from './scheduled-report.entity.js';

const MOST = 50;

/** A user who gets a report, and where. */
export interface Recipient {
  /** Membership (uuid). */
  userId: string;
  address: string;
}

const FIND = `
  select u.id, u.email from analytics.report_recipient r
  join core.membership u on u.organization_id = r.organization_id and u.id = r.user_id
  where r.report_id = $1 and u.is_active and u.email is not null order by u.id`;

/** Those who are active now and have an address. */
export async function recipientsOf(ctx: Ctx, reportId: string): Promise<Recipient[]> {
  const rows = await ctx.sql<{ id: string; email: string }>(FIND, [reportId]);
  return rows.map(({ id, email }) => ({ userId: id, address: email }));
}

/** Makes these users the recipients. @throws ANALYTICS_REPORT_RECIPIENTS */
export async function setRecipients(
  ctx: Ctx,
  report: ScheduledReport,
  ids: readonly string[],
): Promise<void> {
  const wanted = new Set(ids.map((id) => decodeId('usr', id)));
  const users = await ctx.em.find(User, {
    id: { $in: [...wanted].filter((id) => id !== undefined) },
  });
  const areGood = users.every(({ isActive, email }) => isActive && email != null);
  if (wanted.size === 0 || wanted.size > MOST || users.length < wanted.size || !areGood) {
    throw reportErrors.REPORT_RECIPIENTS({ most: MOST }, ['input', 'recipientIds']);
  }
  const before = await ctx.em.find(ReportRecipient, { report });
  const known = new Set(before.map(({ user }) => user.id));
  for (const one of before) if (!wanted.has(one.user.id)) ctx.em.remove(one);
  for (const user of users) {
    if (!known.has(user.id)) ctx.em.create(ReportRecipient, { report, user });
  }
}
