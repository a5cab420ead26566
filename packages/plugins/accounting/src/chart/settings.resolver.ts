import { Arg, Context, type Ctx, Mutation, Query, Resolver, VersionConflict } from '@bureau/core';
import { errors } from '../errors.js';
import { AccountingSettings } from './accounting-settings.entity.js';
import {
  AccountingSettingsUpdateInput,
  AccountingSettingsUpdatePayload,
  AccountingSetUpInput,
  AccountingSetUpPayload,
} from './chart.inputs.js';
import { AccountingSettingsType } from './chart.types.js';
import { LedgerAccount } from './ledger-account.entity.js';
import { setUp } from './set-up.js';

/** How the books are kept. */
@Resolver()
export class SettingsResolver {
  @Query(() => AccountingSettingsType.object, {
    nullable: true,
    description: 'How the books are kept; null: they are not set up yet.',
  })
  async accountingSettings(@Context() ctx: Ctx): Promise<{ id: string } | null> {
    const [row] = await ctx.sql<{ id: string }>('select id from accounting.settings');
    return row ?? null;
  }

  @Mutation(() => AccountingSetUpPayload, {
    description: 'Begins the books: settings, chart of accounts, journals, first fiscal year.',
  })
  async accountingSetUp(@Context() ctx: Ctx, @Arg('input') input: AccountingSetUpInput) {
    const { settings, fiscalYear } = await setUp(ctx, input);
    return { accountingSettings: settings, fiscalYear };
  }

  @Mutation(() => AccountingSettingsUpdatePayload, {
    description: 'Changes how the books are kept.',
  })
  async accountingSettingsUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: AccountingSettingsUpdateInput,
  ) {
    const settings = await settingsOf(ctx);
    const { retainedEarningsAccountId: retained, openingAccountId: opening } = input;
    const { expectedVersion, reopenNeedsApproval } = input;
    if (expectedVersion != null && expectedVersion !== settings.version) {
      const { id, version } = settings;
      throw new VersionConflict({ typeName: 'AccountingSettings', id, version });
    }
    const account = (id: string, name: string) =>
      ctx.find(LedgerAccount, id, { path: ['input', name] });
    if (retained) {
      settings.retainedEarningsAccount = await account(retained, 'retainedEarningsAccountId');
    }
    if (opening) settings.openingAccount = await account(opening, 'openingAccountId');
    if (reopenNeedsApproval != null) settings.reopenNeedsApproval = reopenNeedsApproval;
    return { accountingSettings: settings };
  }
}

/** The settings of the organization. @throws ACCOUNTING_NOT_SET_UP */
export async function settingsOf(ctx: Ctx): Promise<AccountingSettings> {
  const [settings] = await ctx.em.findAll(AccountingSettings, { limit: 1 });
  if (!settings) throw errors.NOT_SET_UP();
  return settings;
}
