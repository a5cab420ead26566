import type { Ctx } from '@bureau/core';
import { errors } from '../errors.js';
import { Journal, type JournalKind } from '../ledger/journal.entity.js';
import { addFiscalYear } from '../years/add-fiscal-year.js';
import type { FiscalYear } from '../years/fiscal-year.entity.js';
import type { AccountSubtype, AccountType, CashFlowClass, NormalSide } from './account-kinds.js';
import { AccountingSettings } from './accounting-settings.entity.js';
import type { ChartAccount } from './chart-accounts.js';
import { CHARTS, type ChartTemplate } from './charts.js';
import { LedgerAccount } from './ledger-account.entity.js';

/** Journals that every organization begins with. */
const JOURNALS: readonly [code: string, name: string, kind: JournalKind][] = [
  ['GJ', 'General journal', 'GENERAL'],
  ['SJ', 'Sales journal', 'SALES'],
  ['PJ', 'Purchases journal', 'PURCHASES'],
  ['BK', 'Bank journal', 'BANK'],
  ['CA', 'Cash journal', 'CASH'],
  ['PR', 'Payroll journal', 'PAYROLL'],
];

/** How the books begin. */
export interface SetUpWish {
  chart: ChartTemplate;
  baseCurrency: string;
  /** First day of the first fiscal year. */
  startsOn: string;
}

/**
 * Makes settings, accounts of a chart, journals and the first fiscal year; once.
 * @throws ACCOUNTING_SET_UP_ALREADY, ACCOUNTING_CURRENCY_UNKNOWN, ACCOUNTING_YEAR_SPAN
 */
export async function setUp(
  ctx: Ctx,
  { chart, baseCurrency, startsOn }: SetUpWish,
): Promise<{ settings: AccountingSettings; fiscalYear: FiscalYear }> {
  if ((await ctx.em.count(AccountingSettings)) > 0) throw errors.SET_UP_ALREADY();
  await demandCurrency(ctx, baseCurrency, ['input', 'baseCurrency']);
  const template = CHARTS[chart];
  const accounts = addAccounts(ctx, template.accounts);
  for (const [code, name, kind] of JOURNALS) ctx.em.create(Journal, { code, name, kind });
  const settings = ctx.em.create(AccountingSettings, {
    baseCurrency,
    chart,
    retainedEarningsAccount: accounts.get(template.retainedEarnings) ?? null,
    openingAccount: accounts.get(template.opening) ?? null,
  });
  return { settings, fiscalYear: await addFiscalYear(ctx, { startsOn }) };
}

/** @throws ACCOUNTING_CURRENCY_UNKNOWN */
export async function demandCurrency(
  ctx: Ctx,
  currency: string,
  path: readonly string[],
): Promise<void> {
  const known = await ctx.sql('select from accounting.currency where code = $1', [currency]);
  if (known.length === 0) throw errors.CURRENCY_UNKNOWN({ currency }, path);
}

function addAccounts(ctx: Ctx, chart: readonly ChartAccount[]): Map<string, LedgerAccount> {
  const made = new Map<string, LedgerAccount>();
  for (const { parent, ...account } of chart) {
    const above = parent === null ? null : (made.get(parent) ?? null);
    const normalSide = normalSideOf(account.type, account.subtype);
    const cashFlow = cashFlowOf(account.subtype);
    made.set(
      account.code,
      ctx.em.create(LedgerAccount, { ...account, normalSide, cashFlow, parent: above }),
    );
  }
  return made;
}

/** The side on which an account of this kind grows, unless somebody says otherwise. */
export function normalSideOf(type: AccountType, subtype: AccountSubtype): NormalSide {
  if (subtype === 'ACCUMULATED_DEPRECIATION') return 'CREDIT';
  return type === 'ASSET' || type === 'EXPENSE' ? 'DEBIT' : 'CREDIT';
}

const CASH_FLOW: Partial<Record<AccountSubtype, CashFlowClass>> = {
  CASH: 'CASH',
  FIXED_ASSET: 'INVESTING',
  OTHER_ASSET: 'INVESTING',
  LONG_TERM_LIABILITY: 'FINANCING',
  SHARE_CAPITAL: 'FINANCING',
  RETAINED_EARNINGS: 'FINANCING',
  OTHER_EQUITY: 'FINANCING',
};

/** Where movements of such an account stand in the cash flow statement by default. */
export function cashFlowOf(subtype: AccountSubtype): CashFlowClass {
  return CASH_FLOW[subtype] ?? 'OPERATING';
}
