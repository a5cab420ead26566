import type { Ctx } from '@bureau/core';
import { dueLevel } from '../receivables/dunning.js';

/** A step of a policy, as a notice needs it. */
export interface NoticeStep {
  afterDays: number;
  gapDays: number;
  fee: string;
  text: string;
}

/** An item about which a notice is due, with the level of it. */
export interface DueNotice {
  itemId: string;
  partyId: string;
  reference: string;
  currency: string;
  dueOn: string;
  open: string;
  level: number;
  /** Day of the notice before. */
  lastOn: string | null;
  step: NoticeStep;
}

const OVERDUE = `
  select i.id as "itemId", i.party_id as "partyId", i.reference, i.currency,
      i.due_on::text as "dueOn", i.open_amount::text as open, i.dunning_level as level,
      n.noticed_on::text as "lastOn"
    from accounting.open_item i
    left join accounting.dunning_notice n on n.organization_id = i.organization_id
      and n.open_item_id = i.id and n.level = i.dunning_level
   where i.side = 'RECEIVABLE' and i.is_open and i.open_amount > 0 and i.due_on < $1
     and not i.is_dunning_paused and i.document_on <= $1
   order by i.party_id, i.due_on, i.id`;

type Row = Record<'itemId' | 'partyId' | 'reference' | 'currency' | 'dueOn' | 'open', string> & {
  level: string;
  lastOn: string | null;
};

/** The notices that are due on a day: never more than one step for an item (dueLevel). */
export async function dueNotices(
  ctx: Ctx,
  { steps, on }: { steps: readonly NoticeStep[]; on: string },
): Promise<DueNotice[]> {
  const levels = steps.map(({ afterDays, gapDays }) => ({ afterDays, gapDays }));
  const rows = await ctx.sql<Row>(OVERDUE, [on]);
  return rows.flatMap(({ level: last, lastOn, ...row }) => {
    const item = { dueOn: row.dueOn, open: row.open, level: Number(last) };
    const level = dueLevel(lastOn === null ? item : { ...item, lastNoticeOn: lastOn }, levels, on);
    const step = level === undefined ? undefined : steps[level - 1];
    return level !== undefined && step ? [{ ...row, level, lastOn, step }] : [];
  });
}
