import { type Ctx, Party, uuidv7 } from '@bureau/core';
import { mailReminder } from '../letters/reminder.js';
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
  const written: { found: DueNotice; notice: DunningNotice }[] = [];
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
    written.push({ found, notice });
  }
  if (policy.isMailed) await mailAll(ctx, written, dunningRun);
}

/** One mail for each party. */
async function mailAll(
  ctx: Ctx,
  written: readonly { found: DueNotice; notice: DunningNotice }[],
  { id: runId }: DunningRun,
): Promise<void> {
  for (const partyId of new Set(written.map(({ found }) => found.partyId))) {
    const own = written.filter(({ found }) => found.partyId === partyId);
    const items = own.map(({ found, notice: { fee, interest, level, text } }) => {
      const { reference, dueOn, currency, open } = found;
      return { reference, dueOn, currency, open, fee, interest, level, text };
    });
    const address = await mailReminder(ctx, items, { partyId, runId });
    for (const { notice } of own) notice.mailedTo = address;
  }
}
