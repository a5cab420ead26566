import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { errors } from '../errors.js';
import { type NewLine, postEntry, type PostedEntry } from '../ledger/posting.js';

/** What the books begin with. */
export interface OpeningBalances {
  postedOn: string;
  memo?: string | undefined;
  lines: readonly NewLine[];
}

/**
 * Posts opening balances against the clearing account: what the lines lack in each currency is put
 * there, so that they may come in several parts. It stands at zero when everything has come.
 * @throws ACCOUNTING_OPENING_MISSING, ACCOUNTING_OPENING_CLEARING and what posting refuses
 */
export async function postOpening(ctx: Ctx, opening: OpeningBalances): Promise<PostedEntry> {
  const { openingAccount, baseCurrency } = await settingsOf(ctx);
  if (!openingAccount) throw errors.OPENING_MISSING();
  const clearing = openingAccount.id;
  const { code } = await ctx.em.findOneOrFail(LedgerAccount, { id: clearing });
  const named = opening.lines.some(
    ({ accountId, accountCode }) =>
      accountId === clearing || (accountId === undefined && accountCode === code),
  );
  if (named) throw errors.OPENING_CLEARING({}, ['input', 'lines']);
  const rest = restByCurrency(opening.lines, baseCurrency);
  const against = [...rest].flatMap(([currency, { amount, base }]): NewLine[] =>
    amount.isZero() && base.isZero()
      ? []
      : [
          {
            accountId: clearing,
            currency,
            amount: amount.negated().toFixed(),
            baseAmount: base.negated().toFixed(),
          },
        ],
  );
  return postEntry(ctx, {
    journalCode: 'GJ',
    postedOn: opening.postedOn,
    kind: 'OPENING',
    memo: opening.memo ?? 'Opening balances',
    lines: [...opening.lines, ...against],
  });
}

function restByCurrency(lines: readonly NewLine[], baseCurrency: string) {
  const sums = new Map<string, { amount: Decimal; base: Decimal }>();
  for (const { currency = baseCurrency, amount, baseAmount } of lines) {
    const known = sums.get(currency) ?? { amount: new Decimal(0), base: new Decimal(0) };
    sums.set(currency, {
      amount: known.amount.plus(amount),
      base: known.base.plus(baseAmount ?? (currency === baseCurrency ? amount : 0)),
    });
  }
  return sums;
}
