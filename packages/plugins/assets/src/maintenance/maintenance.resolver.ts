import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { addDays } from '../days.js';
import { given, needed, neededIfGiven } from '../input-values.js';
import { readCounter } from './counters.js';
import { orderDue } from './due-work.js';
import { maintenanceErrors } from './errors.js';
import { MaintenancePlan } from './maintenance.entities.js';
import {
  CounterReadInput,
  CounterReadPayload,
  MaintenancePlanCreateInput,
  MaintenancePlanCreatePayload,
  MaintenancePlanUpdateInput,
  MaintenancePlanUpdatePayload,
} from './maintenance.inputs.js';

/** Work that comes again, and the counters that it goes by. */
@Resolver()
export class MaintenanceResolver {
  @Mutation(() => MaintenancePlanCreatePayload, {
    description: 'Plans work that comes again, after days, use of a counter, or both.',
  })
  async maintenancePlanCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: MaintenancePlanCreateInput,
  ) {
    const { everyDays = null, everyUnits = null, leadDays, dueOn, dueAt } = input;
    const asset = await assetOf(ctx, input.assetId);
    const maintenancePlan = ctx.em.create(MaintenancePlan, {
      asset,
      name: needed('name', input.name),
      ...{ everyDays, everyUnits, leadDays: leadDays ?? 14, isActive: input.isActive ?? true },
      dueOn: dueOn ?? (everyDays === null ? null : addDays(ctx.today, everyDays)),
      dueAt: dueAt ?? everyUnits,
    });
    assertRule(maintenancePlan);
    return { maintenancePlan };
  }

  @Mutation(() => MaintenancePlanUpdatePayload, { description: 'Changes a plan.' })
  async maintenancePlanUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: MaintenancePlanUpdateInput,
  ) {
    const { id, expectedVersion, everyDays, everyUnits, dueOn, dueAt } = input;
    const found = { expectedVersion, path: ['input', 'id'] };
    const maintenancePlan = await ctx.find(MaintenancePlan, id, found);
    const name = neededIfGiven('name', input.name);
    const leadDays = input.leadDays ?? undefined;
    const isActive = input.isActive ?? undefined;
    const facts = { name, everyDays, everyUnits, leadDays, dueOn, dueAt, isActive };
    ctx.em.assign(maintenancePlan, given(facts));
    assertRule(maintenancePlan);
    return { maintenancePlan };
  }

  @Mutation(() => CounterReadPayload, {
    description: 'Writes down what a counter shows; plans that it makes due order their work.',
  })
  async counterRead(@Context() ctx: Ctx, @Arg('input') input: CounterReadInput) {
    const asset = await assetOf(ctx, input.assetId);
    const readOn = input.readOn ?? ctx.today;
    const counterReading = await readCounter(ctx, asset, { reading: input.reading, readOn });
    await orderDue(ctx, asset);
    return { counterReading };
  }
}

async function assetOf(ctx: Ctx, id: string): Promise<Asset> {
  const asset = await ctx.find(Asset, id, { path: ['input', 'assetId'], lock: true });
  asset.assertChangeable();
  return asset;
}

function assertRule({ everyDays, everyUnits, leadDays }: MaintenancePlan): void {
  const isDays = everyDays == null || (everyDays >= 1 && everyDays <= 7300);
  const isUnits = everyUnits == null || Number(everyUnits) > 0;
  if (!isDays || !isUnits || (everyDays == null && everyUnits == null)) {
    throw maintenanceErrors.PLAN_RULE({}, [
      'input',
      everyDays == null ? 'everyUnits' : 'everyDays',
    ]);
  }
  if (leadDays < 0 || leadDays > 365) throw maintenanceErrors.PLAN_LEAD({}, ['input', 'leadDays']);
}
