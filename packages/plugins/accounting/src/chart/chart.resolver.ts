import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Dimension } from '../dimensions/dimension.entity.js';
import { errors } from '../errors.js';
import { codeOf, given, needed, neededIfGiven, optional } from '../input-values.js';
import { SUBTYPES } from './account-kinds.js';
import { AccountRule } from './account-rule.entity.js';
import {
  AccountRuleSetInput,
  AccountRuleSetPayload,
  LedgerAccountCreateInput,
  LedgerAccountCreatePayload,
  LedgerAccountDeactivateInput,
  LedgerAccountDeactivatePayload,
  LedgerAccountUpdateInput,
  LedgerAccountUpdatePayload,
} from './chart.inputs.js';
import { LedgerAccount } from './ledger-account.entity.js';
import { cashFlowOf, demandCurrency, normalSideOf } from './set-up.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

/** The chart of accounts. */
@Resolver()
export class ChartResolver {
  @Mutation(() => LedgerAccountCreatePayload, { description: 'Adds an account.' })
  async ledgerAccountCreate(@Context() ctx: Ctx, @Arg('input') input: LedgerAccountCreateInput) {
    const { type, control, cashFlow, currency = null, isPostable, parentId } = input;
    const subtype = input.subtype ?? SUBTYPES[type][0] ?? 'OTHER_ASSET';
    const ledgerAccount = ctx.em.create(LedgerAccount, {
      code: codeOf(input.code, CODE),
      name: needed('name', input.name),
      type,
      subtype,
      normalSide: input.normalSide ?? normalSideOf(type, subtype),
      currency,
      control: control ?? 'NONE',
      cashFlow: cashFlow ?? cashFlowOf(subtype),
      isPostable: isPostable ?? true,
      parent: parentId ? await accountAt(ctx, parentId, 'parentId') : null,
      note: optional(input.note) ?? null,
    });
    ledgerAccount.assertSubtype();
    if (currency !== null) await demandCurrency(ctx, currency, ['input', 'currency']);
    return { ledgerAccount };
  }

  @Mutation(() => LedgerAccountUpdatePayload, {
    description: 'Changes an account. Type, side and currency stay once it has lines.',
  })
  async ledgerAccountUpdate(@Context() ctx: Ctx, @Arg('input') input: LedgerAccountUpdateInput) {
    const { id, expectedVersion, parentId, currency } = input;
    const path = ['input', 'id'];
    const ledgerAccount = await ctx.find(LedgerAccount, id, { expectedVersion, path });
    const { control, cashFlow, subtype, isPostable, isActive } = input;
    ctx.em.assign(
      ledgerAccount,
      given({
        code: input.code == null ? undefined : codeOf(input.code, CODE),
        name: neededIfGiven('name', input.name),
        note: optional(input.note),
        currency,
        ...present({ control, cashFlow, subtype, isPostable, isActive }),
      }),
    );
    ledgerAccount.assertSubtype();
    if (currency) await demandCurrency(ctx, currency, ['input', 'currency']);
    if (parentId !== undefined) await move(ctx, ledgerAccount, parentId);
    return { ledgerAccount };
  }

  @Mutation(() => LedgerAccountDeactivatePayload, {
    description: 'Takes an account whose balance is zero out of use.',
  })
  async ledgerAccountDeactivate(
    @Context() ctx: Ctx,
    @Arg('input') { id, expectedVersion }: LedgerAccountDeactivateInput,
  ) {
    const path = ['input', 'id'];
    const ledgerAccount = await ctx.find(LedgerAccount, id, { expectedVersion, path });
    const open = await ctx.sql(OPEN_BALANCE, [ledgerAccount.id]);
    if (open.length > 0) {
      throw errors.ACCOUNT_HAS_BALANCE({ account: ledgerAccount.code }, path);
    }
    ledgerAccount.isActive = false;
    return { ledgerAccount };
  }

  @Mutation(() => AccountRuleSetPayload, {
    description: 'Says what lines of an account must have, or may not have.',
  })
  async accountRuleSet(
    @Context() ctx: Ctx,
    @Arg('input') { accountId, dimensionId, requirement }: AccountRuleSetInput,
  ) {
    const account = await accountAt(ctx, accountId, 'accountId');
    const dimension = dimensionId
      ? await ctx.find(Dimension, dimensionId, { path: ['input', 'dimensionId'] })
      : null;
    const known = await ctx.em.findOne(AccountRule, { account, dimension });
    if (!requirement) {
      if (known) ctx.em.remove(known);
      return { accountRule: null };
    }
    if (known) known.requirement = requirement;
    return {
      accountRule: known ?? ctx.em.create(AccountRule, { account, dimension, requirement }),
    };
  }
}

const OPEN_BALANCE = `
  select 1 from accounting.balance where account_id = $1
   group by currency having sum(debit - credit) <> 0 or sum(base_debit - base_credit) <> 0`;

/** Null changes nothing that cannot be null. */
function present<V extends object>(values: V): { [K in keyof V]: NonNullable<V[K]> | undefined } {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value ?? undefined]),
  ) as { [K in keyof V]: NonNullable<V[K]> | undefined };
}

function accountAt(ctx: Ctx, id: string, name: string): Promise<LedgerAccount> {
  return ctx.find(LedgerAccount, id, { path: ['input', name] });
}

/** @throws ACCOUNTING_ACCOUNT_RING */
async function move(ctx: Ctx, account: LedgerAccount, parentId: string | null): Promise<void> {
  const parent = parentId ? await accountAt(ctx, parentId, 'parentId') : null;
  if (parent && (await isBelow(ctx, parent.id, account.id))) {
    throw errors.ACCOUNT_RING({ account: account.code }, ['input', 'parentId']);
  }
  account.parent = parent;
}

const ABOVE = `
  with recursive up (id, parent_id) as (
    select id, parent_id from accounting.account where id = $1
    union
    select a.id, a.parent_id from accounting.account a join up on a.id = up.parent_id)
  select 1 from up where id = $2`;

async function isBelow(ctx: Ctx, id: string, other: string): Promise<boolean> {
  return (await ctx.sql(ABOVE, [id, other])).length > 0;
}
