import { type Ctx, defineJob, z } from '@bureau/core';
import type { Asset } from '../asset.entity.js';
import { AT_ONCE, inBatches } from '../in-batches.js';
import { WorkOrderMade } from './events.js';
import { MaintenancePlan, WorkOrder } from './maintenance.entities.js';

/** Orders the work of all plans that are due; of each plan one order is open at a time. */
export const maintenanceDue = defineJob({
  kind: 'assets.maintenanceDue',
  description: 'Orders the work of maintenance plans that are due.',
  input: z.object({}),
  schedule: { cron: '30 5 * * *' },
  run: (work) => inBatches(work, [orderDue]),
});

const COUNTER = `(select max(r.reading) from assets.counter_reading r
      where r.asset_id = p.asset_id)`;

/** Due by its day less the lead time, or by its counter. */
const DUE = `
  select p.id from assets.maintenance_plan p
  join assets.asset a on a.id = p.asset_id and a.state not in ('LOST', 'DISPOSED')
  where p.is_active and (p.due_on - p.lead_days <= $1::date or p.due_at <= ${COUNTER})
    and not exists (select from assets.work_order w where w.plan_id = p.id
      and w.state in ('OPEN', 'IN_PROGRESS'))
    and ($2::uuid is null or p.asset_id = $2)
  order by p.id limit $3`;

/** @param asset only of this one; how many orders were made */
export async function orderDue(ctx: Ctx, asset: Asset | null = null): Promise<number> {
  const rows = await ctx.sql<{ id: string }>(DUE, [ctx.today, asset?.id ?? null, AT_ONCE]);
  const plans = await ctx.em.find(MaintenancePlan, { id: { $in: rows.map(({ id }) => id) } });
  for (const plan of plans) {
    const { name: title, dueOn = null } = plan;
    // By its counter it is due now.
    const by = dueOn !== null && dueOn < ctx.today ? ctx.today : dueOn;
    addWork(ctx, { asset: plan.asset as Asset, plan, title, dueOn: by, note: null });
  }
  return plans.length;
}

/** Work as it is ordered. */
export type NewWork = Pick<WorkOrder, 'asset' | 'title'> & {
  plan: MaintenancePlan | null;
  dueOn: string | null;
  note: string | null;
};

/** Orders work. */
export function addWork(ctx: Ctx, work: NewWork): WorkOrder {
  const made = ctx.em.create(WorkOrder, { ...work, state: 'OPEN', doneOn: null, cost: null });
  const { id, asset, plan, dueOn = null } = made;
  const about = { workOrderId: id, assetId: asset.id, planId: plan?.id ?? null, dueOn };
  ctx.emit(WorkOrderMade, about, { type: 'WorkOrder', id });
  return made;
}
