import { type Ctx, exact, minorUnits, type Party, roundTogether } from '@bureau/core';
import type { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import type { JournalKind } from '../ledger/journal.entity.js';
import type { NewLine } from '../ledger/posting.js';
import { errors } from '../errors.js';
import { findRate } from '../rates/rate-on.js';
import { tradeErrors } from './errors.js';
import type { TradeSide } from './trade-kinds.js';
import { TradeSettings } from './trade-settings.entity.js';

/** The accounts of trade. @throws ACCOUNTING_TRADE_NOT_SET_UP */
export async function tradeSettingsOf(ctx: Ctx): Promise<TradeSettings> {
  const [settings] = await ctx.em.findAll(TradeSettings, { limit: 1 });
  if (!settings) throw tradeErrors.TRADE_NOT_SET_UP();
  return settings;
}

/**
 * The control account of a party: employees have their own, but for those who supply as well.
 * @throws ACCOUNTING_TRADE_NOT_SET_UP
 */
export async function controlOf(
  ctx: Ctx,
  side: TradeSide,
  { isEmployee, isSupplier }: Pick<Party, 'isEmployee' | 'isSupplier'>,
): Promise<LedgerAccount> {
  const { receivableAccount, payableAccount, employeePayableAccount } = await tradeSettingsOf(ctx);
  if (side === 'RECEIVABLE') return receivableAccount;
  return isEmployee && !isSupplier ? (employeePayableAccount ?? payableAccount) : payableAccount;
}

/** Code of the first journal of a kind that is in use. @throws ACCOUNTING_JOURNAL_UNKNOWN */
export async function journalOf(ctx: Ctx, kind: JournalKind): Promise<string> {
  const [row] = await ctx.sql<{ code: string }>(
    'select code from accounting.journal where kind = $1 and is_active order by code limit 1',
    [kind],
  );
  if (!row) throw errors.JOURNAL_UNKNOWN({ journal: kind });
  return row.code;
}

/**
 * Everything that settles or posts to the account of one party waits for the others of that party:
 * what was read is true until the end of the transaction (I17). Taken before any row or number.
 */
export async function lockParty(ctx: Ctx, partyId: string): Promise<void> {
  await ctx.sql(
    `select pg_advisory_xact_lock(hashtextextended('accounting party ' || $1 || ' ' ||
       current_setting('app.organization_id'), 0))`,
    [partyId],
  );
}

/** Locks the party of a document or payment before its row, as everybody else does. */
export async function lockPartyOf(
  ctx: Ctx,
  table: 'invoice' | 'bill' | 'credit_note' | 'expense_claim' | 'payment' | 'open_item',
  id: string,
): Promise<void> {
  const [row] = await ctx.sql<{ party: string }>(
    `select party_id as party from accounting.${table} where id = $1`,
    [id],
  );
  if (row) await lockParty(ctx, row.party);
}

/**
 * The rate of a document: 1 in the base currency, in others the one that is given, or else that of
 * its day. @throws ACCOUNTING_RATE_MISSING, ACCOUNTING_RATE_BASE, ACCOUNTING_RATE_SIGN
 */
export async function rateOf(
  ctx: Ctx,
  currency: string,
  { given, on }: { given: string | null | undefined; on: string },
): Promise<string> {
  const { baseCurrency } = await settingsOf(ctx);
  const path = ['input', 'exchangeRate'];
  if (currency === baseCurrency) {
    if (given != null && !exact(given).equals(1)) throw tradeErrors.RATE_BASE({}, path);
    return '1';
  }
  if (given != null) {
    if (!exact(given).greaterThan(0)) throw tradeErrors.RATE_SIGN({}, path);
    return given;
  }
  const found = await findRate(ctx, { from: currency, to: baseCurrency, on });
  if (!found) throw tradeErrors.RATE_MISSING({ currency }, path);
  return found.rate;
}

/** Lines in one currency with their worth in the base currency: both sum to zero. */
export async function priced(
  ctx: Ctx,
  lines: readonly NewLine[],
  { currency, exchangeRate }: { currency: string; exchangeRate: string },
): Promise<NewLine[]> {
  const { baseCurrency } = await settingsOf(ctx);
  if (currency === baseCurrency) {
    return lines.map((line) => ({ ...line, currency, baseAmount: line.amount }));
  }
  const worth = lines.map(({ amount }) => exact(amount).times(exchangeRate));
  const base = roundTogether(worth, minorUnits(baseCurrency));
  return lines.map((line, at) => ({ ...line, currency, baseAmount: base[at] ?? '0' }));
}
