import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { errors } from '../errors.js';
import { amountOf, needed, optional } from '../input-values.js';
import { readCounter } from './counters.js';
import { addWork } from './due-work.js';
import { WorkOrderDone } from './events.js';
import { MaintenancePlan, WorkOrder } from './maintenance.entities.js';
import {
  WorkOrderCancelPayload,
  WorkOrderCompleteInput,
  WorkOrderCompletePayload,
  WorkOrderCreateInput,
  WorkOrderCreatePayload,
  WorkOrderStartPayload,
  WorkOrderStepInput,
} from './maintenance.inputs.js';

/** Work on assets, from its order to its end. */
@Resolver()
export class WorkOrderResolver {
  @Mutation(() => WorkOrderCreatePayload, { description: 'Orders work that no plan asks for.' })
  async workOrderCreate(@Context() ctx: Ctx, @Arg('input') input: WorkOrderCreateInput) {
    const { assetId, dueOn = null } = input;
    const asset = await ctx.find(Asset, assetId, { path: ['input', 'assetId'] });
    asset.assertChangeable();
    const title = needed('title', input.title);
    const note = optional(input.note) ?? null;
    return { workOrder: addWork(ctx, { asset, plan: null, title, dueOn, note }) };
  }

  @Mutation(() => WorkOrderStartPayload, { description: 'OPEN -> IN_PROGRESS.' })
  async workOrderStart(@Context() ctx: Ctx, @Arg('input') input: WorkOrderStepInput) {
    const workOrder = await orderOf(ctx, input);
    workOrder.turn('IN_PROGRESS');
    note(workOrder, input.note);
    return { workOrder };
  }

  @Mutation(() => WorkOrderCompletePayload, {
    description: 'OPEN or IN_PROGRESS -> DONE; its plan is due again so much later.',
  })
  async workOrderComplete(@Context() ctx: Ctx, @Arg('input') input: WorkOrderCompleteInput) {
    const workOrder = await orderOf(ctx, input);
    const doneOn = input.doneOn ?? ctx.today;
    if (doneOn > ctx.today) throw errors.AT_IN_FUTURE({}, ['input', 'doneOn']);
    workOrder.turn('DONE');
    workOrder.doneOn = doneOn;
    workOrder.cost = amountOf(input.cost, ['input', 'cost']);
    note(workOrder, input.note);
    const counter = await counterOf(ctx, workOrder, { doneOn, reading: input.reading ?? null });
    if (workOrder.plan) {
      const plan = await ctx.em.findOneOrFail(MaintenancePlan, { id: workOrder.plan.id });
      plan.done(doneOn, counter);
    }
    const { id, asset } = workOrder;
    const about = { workOrderId: id, assetId: asset.id, doneOn };
    ctx.emit(WorkOrderDone, about, { type: 'WorkOrder', id });
    return { workOrder };
  }

  @Mutation(() => WorkOrderCancelPayload, {
    description: 'OPEN or IN_PROGRESS -> CANCELLED; its plan is due again so much later.',
  })
  async workOrderCancel(@Context() ctx: Ctx, @Arg('input') input: WorkOrderStepInput) {
    const workOrder = await orderOf(ctx, input);
    workOrder.turn('CANCELLED');
    note(workOrder, input.note);
    if (workOrder.plan) {
      // Otherwise the same work would be ordered again tomorrow.
      const plan = await ctx.em.findOneOrFail(MaintenancePlan, { id: workOrder.plan.id });
      plan.done(ctx.today, await lastReading(ctx, workOrder.asset.id));
    }
    return { workOrder };
  }
}

function orderOf(
  ctx: Ctx,
  { workOrderId, expectedVersion }: { workOrderId: string; expectedVersion?: number | null },
): Promise<WorkOrder> {
  const path = ['input', 'workOrderId'];
  return ctx.find(WorkOrder, workOrderId, { expectedVersion, path, lock: true });
}

function note(workOrder: WorkOrder, text: string | null | undefined): void {
  const given = optional(text);
  if (given !== undefined) workOrder.note = given;
}

async function counterOf(
  ctx: Ctx,
  { asset: { id } }: WorkOrder,
  { doneOn, reading }: { doneOn: string; reading: string | null },
): Promise<string | null> {
  if (reading === null) return lastReading(ctx, id);
  const asset = await ctx.em.findOneOrFail(Asset, { id });
  return (await readCounter(ctx, asset, { reading, readOn: doneOn })).reading;
}

async function lastReading(ctx: Ctx, assetId: string): Promise<string | null> {
  const [row] = await ctx.sql<{ reading: string | null }>(
    'select max(reading)::text as reading from assets.counter_reading where asset_id = $1',
    [assetId],
  );
  return row?.reading ?? null;
}
