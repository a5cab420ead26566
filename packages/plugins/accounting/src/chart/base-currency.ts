import { type Ctx, type CurrencyPlace, shownAmount } from '@bureau/core';

/**
 * Currency of amounts that are kept in that of the books (`expose` option `amounts`). One row of
 * the organization: PostgreSQL reads it once in a statement.
 */
export const BASE_CURRENCY: CurrencyPlace = {
  sql:
    '(select s.base_currency from accounting.settings s where s.organization_id = ' +
    "(select nullif(current_setting('app.organization_id', true), '')::uuid))",
};

/** Writes amounts for answers, with the decimals of a currency; never rounds. */
export type Shown = (amount: string | { toFixed(): string }) => string;

/** @param currency ISO 4217 code; null: not known, nothing is added or taken away */
export function shownIn(currency: string | null): Shown {
  return (amount) => {
    const text = typeof amount === 'string' ? amount : amount.toFixed();
    return currency === null ? text : shownAmount(text, currency);
  };
}

/** Writes amounts in the currency of the books; before they are set up as they are. */
export async function shownInBase(ctx: Ctx): Promise<Shown> {
  const [row] = await ctx.sql<{ base: string }>(
    'select base_currency as base from accounting.settings',
  );
  return shownIn(row?.base ?? null);
}
