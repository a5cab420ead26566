import { Arg, Context, type Ctx, Extensions, Mutation, Resolver } from '@bureau/core';
import type { AccountType } from '../chart/account-kinds.js';
import { accountFor, dimensionUuids } from '../fixed-assets/asset-accounts.js';
import { given, needed, neededIfGiven, optional } from '../input-values.js';
import { Deferral } from './deferral.entity.js';
import { defer, endDeferral } from './defer.js';
import { createTemplate } from './new-template.js';
import { planCurrency } from './plan-currency.js';
import { RecurringTemplate } from './recurring.entity.js';
import {
  DeferralCreateInput,
  DeferralCreatePayload,
  DeferralEndInput,
  DeferralEndPayload,
  RecurringTemplateCreateInput,
  RecurringTemplateCreatePayload,
  RecurringTemplateUpdateInput,
  RecurringTemplateUpdatePayload,
} from './schedule.inputs.js';

const KEYED = { requireKey: true, keepKey: true };
const BALANCE: AccountType[] = ['ASSET', 'LIABILITY'];
const RESULT: AccountType[] = ['INCOME', 'EXPENSE'];

/** Deferrals and entries that come back. */
@Resolver()
export class ScheduleResolver {
  @Extensions(KEYED)
  @Mutation(() => DeferralCreatePayload, {
    description: 'Spreads an amount over the days to which it belongs.',
  })
  async deferralCreate(@Context() ctx: Ctx, @Arg('input') input: DeferralCreateInput) {
    const { kind, amount, startsOn, endsOn, spreadBy, postedOn, recognizedUntil } = input;
    const balance = { id: input.balanceAccountId, name: 'balanceAccount' };
    const result = { id: input.resultAccountId, name: 'resultAccount' };
    const deferral = await defer(ctx, {
      ...{ kind, amount, startsOn, endsOn, spreadBy: spreadBy ?? 'MONTH' },
      currency: await planCurrency(ctx, input.currency),
      exchangeRate: input.exchangeRate ?? undefined,
      name: needed('name', input.name),
      balanceAccount: await accountFor(ctx, balance, BALANCE),
      resultAccount: await accountFor(ctx, result, RESULT),
      memo: optional(input.memo) ?? null,
      dimensionValueIds: dimensionUuids(input.dimensionValueIds),
      postedOn: postedOn ?? undefined,
      recognizedUntil: recognizedUntil ?? undefined,
    });
    return { deferral };
  }

  @Extensions(KEYED)
  @Mutation(() => DeferralEndPayload, {
    description: 'Brings what is left of a deferral into the result at once.',
  })
  async deferralEnd(@Context() ctx: Ctx, @Arg('input') input: DeferralEndInput) {
    const { deferralId, expectedVersion, endedOn } = input;
    const path = ['input', 'deferralId'];
    const deferral = await ctx.find(Deferral, deferralId, { expectedVersion, path });
    await endDeferral(ctx, deferral, endedOn);
    return { deferral };
  }

  @Mutation(() => RecurringTemplateCreatePayload, { description: 'Adds an entry that comes back.' })
  async recurringTemplateCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: RecurringTemplateCreateInput,
  ) {
    return { recurringTemplate: await createTemplate(ctx, input) };
  }

  @Mutation(() => RecurringTemplateUpdatePayload, {
    description: 'Changes name and use; another amount is another template.',
  })
  async recurringTemplateUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: RecurringTemplateUpdateInput,
  ) {
    const { recurringTemplateId: id, expectedVersion, isActive, isAutomatic } = input;
    const path = ['input', 'recurringTemplateId'];
    const recurringTemplate = await ctx.find(RecurringTemplate, id, { expectedVersion, path });
    const name = neededIfGiven('name', input.name);
    ctx.em.assign(
      recurringTemplate,
      given({ name, isActive: isActive ?? undefined, isAutomatic: isAutomatic ?? undefined }),
    );
    return { recurringTemplate };
  }
}
