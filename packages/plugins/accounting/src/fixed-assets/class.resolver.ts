import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import type { AccountType } from '../chart/account-kinds.js';
import { codeOf, given, needed, neededIfGiven } from '../input-values.js';
import { accountFor } from './asset-accounts.js';
import { demandPlan } from './depreciation-plan.js';
import { planErrors } from './errors.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';
import {
  FixedAssetClassCreateInput,
  FixedAssetClassCreatePayload,
  FixedAssetClassUpdateInput,
  FixedAssetClassUpdatePayload,
} from './fixed-asset.inputs.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const RESULT: AccountType[] = ['INCOME', 'EXPENSE'];

/** Classes of fixed assets. */
@Resolver()
export class FixedAssetClassResolver {
  @Mutation(() => FixedAssetClassCreatePayload, { description: 'Adds a class of fixed assets.' })
  async fixedAssetClassCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: FixedAssetClassCreateInput,
  ) {
    const account = (name: AccountName, types: AccountType[]) =>
      accountFor(ctx, { id: input[`${name}Id`], name }, types);
    const fixedAssetClass = ctx.em.create(FixedAssetClass, {
      code: codeOf(input.code, CODE),
      name: needed('name', input.name),
      assetAccount: await account('assetAccount', ['ASSET']),
      accumulatedAccount: await account('accumulatedAccount', ['ASSET']),
      expenseAccount: await account('expenseAccount', ['EXPENSE']),
      gainAccount: await account('gainAccount', RESULT),
      lossAccount: await account('lossAccount', RESULT),
      clearingAccount: await clearingOf(ctx, input.clearingAccountId),
      surplusAccount: await worthAccount(ctx, 'surplusAccount', input.surplusAccountId),
      impairmentAccount: await worthAccount(ctx, 'impairmentAccount', input.impairmentAccountId),
      method: input.method ?? 'STRAIGHT_LINE',
      months: input.months,
      proration: input.proration ?? 'MONTHS',
      yearlyPercent: input.yearlyPercent ?? null,
      isForInventory: input.isForInventory ?? false,
      inventoryFloor: input.inventoryFloor ?? '0',
    });
    demandHabits(fixedAssetClass);
    return { fixedAssetClass };
  }

  @Mutation(() => FixedAssetClassUpdatePayload, { description: 'Changes a class.' })
  async fixedAssetClassUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: FixedAssetClassUpdateInput,
  ) {
    const { fixedAssetClassId: id, expectedVersion, clearingAccountId } = input;
    const { surplusAccountId, impairmentAccountId } = input;
    const path = ['input', 'fixedAssetClassId'];
    const fixedAssetClass = await ctx.find(FixedAssetClass, id, { expectedVersion, path });
    const { method, months, proration, isForInventory, inventoryFloor, isActive } = input;
    const present = { method, months, proration, isForInventory, inventoryFloor, isActive };
    const changes = Object.entries(present).filter(([, value]) => value != null);
    ctx.em.assign(
      fixedAssetClass,
      given({
        ...Object.fromEntries(changes),
        name: neededIfGiven('name', input.name),
        yearlyPercent: input.yearlyPercent,
        clearingAccount:
          clearingAccountId === undefined ? undefined : await clearingOf(ctx, clearingAccountId),
        surplusAccount: await worthAccount(ctx, 'surplusAccount', surplusAccountId),
        impairmentAccount: await worthAccount(ctx, 'impairmentAccount', impairmentAccountId),
      }),
    );
    demandHabits(fixedAssetClass);
    return { fixedAssetClass };
  }
}

type AccountName =
  'assetAccount' | 'accumulatedAccount' | 'expenseAccount' | 'gainAccount' | 'lossAccount';

async function clearingOf(ctx: Ctx, id: string | null | undefined) {
  if (id == null) return null;
  return accountFor(ctx, { id, name: 'clearingAccount' }, ['ASSET', 'LIABILITY']);
}

const WORTH_TYPES = { surplusAccount: ['EQUITY'], impairmentAccount: RESULT } as const;

/** Undefined: not asked for. */
async function worthAccount(
  ctx: Ctx,
  name: keyof typeof WORTH_TYPES,
  id: string | null | undefined,
) {
  return id == null ? id : accountFor(ctx, { id, name }, WORTH_TYPES[name]);
}

/** @throws ACCOUNTING_PLAN_INVALID, ACCOUNTING_ASSET_CLASS_CLEARING */
function demandHabits(one: FixedAssetClass): void {
  const { method, months, proration, yearlyPercent = null } = one;
  const habits = { method, months, proration, yearlyPercent, startsOn: '2000-01-01' };
  // The life in units is told with each asset.
  const facts = { ...habits, cost: '1', salvage: '0', lifeUnits: method === 'UNITS' ? '1' : null };
  demandPlan(facts, { currency: 'EUR', path: ['input', 'method'] });
  if (one.isForInventory && !one.clearingAccount) {
    throw planErrors.ASSET_CLASS_CLEARING({}, ['input', 'clearingAccountId']);
  }
}
