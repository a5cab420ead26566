import { type Ctx, Party, uuidv7 } from '@bureau/core';
import { reminderMails } from '../letters/reminder-job.js';
import { interestOf, postCharge } from './dunning-charge.js';
import type { DueNotice } from './dunning-due.js';
import { DunningNotice, type DunningPolicy, type DunningRun } from './dunning.entity.js';
import { OpenItem } from './open-item.entity.js';
import { lockParty } from './trade-accounts.js';

/** Writes the notices of a run: posts what they charge, and mails them where the policy says so. */
export async function writeNotices(
  ctx: Ctx,
  due: readonly DueNotice[],
  { dunningRun, policy }: { dunningRun: DunningRun; policy: DunningPolicy },
): Promise<void> {
  const items = await ctx.em.find(OpenItem, { id: { $in: due.map(({ itemId }) => itemId) } });
  const byId = new Map(items.map((item) => [item.id, item]));
  const on = dunningRun.runOn;
  const written: DunningNotice[] = [];
  for (const found of due) {
    const item = byId.get(found.itemId);
    if (!item) continue;
    item.dunningLevel = found.level;
    const notice = ctx.em.create(DunningNotice, {
      id: uuidv7(),
      run: dunningRun,
      openItem: item,
      party: ctx.em.getReference(Party, found.partyId),
      level: found.level,
      noticedOn: on,
      currency: found.currency,
      openAmount: found.open,
      fee: found.step.fee,
      interest: interestOf(found, { yearlyPercent: policy.yearlyPercent, on }),
      text: found.step.text,
    });
    if (policy.chargeAccount) await lockParty(ctx, found.partyId);
    await postCharge(ctx, notice, { policy, item });
    written.push(notice);
  }
  if (policy.isMailed) await mailAll(ctx, written, dunningRun);
}

const ADDRESSES = 'select id, email from core.party where id = any($1) and email is not null';

/** One mail for each party that has an address; they are made and sent by a job. */
async function mailAll(
  ctx: Ctx,
  notices: readonly DunningNotice[],
  { id: runId }: DunningRun,
): Promise<void> {
  const parties = [...new Set(notices.map(({ party }) => party.id))];
  const rows = await ctx.sql<{ id: string; email: string }>(ADDRESSES, [parties]);
  const addresses = new Map(rows.map(({ id, email }) => [id, email]));
  for (const notice of notices) notice.mailedTo = addresses.get(notice.party.id) ?? null;
  if (rows.length > 0) await ctx.enqueue(reminderMails, { runId });
}
