import type { Ctx } from '@bureau/core';

/** Accounts for exchange, by what they are for. */
export type ExchangeAccountName = 'clearing' | 'unrealizedGain' | 'unrealizedLoss';

/** Uuids; missing where neither the settings nor the chart have one. */
export type ExchangeAccounts = Partial<Record<ExchangeAccountName, string>>;

/** Codes in the built-in charts. */
const CODES: Readonly<Record<ExchangeAccountName, Readonly<Record<string, string>>>> = {
  clearing: { STANDARD: '1900' },
  unrealizedGain: { STANDARD: '4820', SMALL: '410' },
  unrealizedLoss: { STANDARD: '7020', SMALL: '650' },
};

const SAVED = `
  select s.chart, x.clearing_account_id as clearing,
      x.unrealized_gain_account_id as "unrealizedGain",
      x.unrealized_loss_account_id as "unrealizedLoss"
    from accounting.settings s left join accounting.exchange_settings x on true`;

/** What was chosen, and of the rest what the chart has. Works in queries too. */
export async function exchangeAccountsOf(ctx: Ctx): Promise<ExchangeAccounts> {
  type Saved = { chart: string } & Record<ExchangeAccountName, string | null>;
  const [saved] = await ctx.sql<Saved>(SAVED);
  if (!saved) return {};
  const names = Object.keys(CODES) as ExchangeAccountName[];
  const codes = names.map((name) => CODES[name][saved.chart] ?? '');
  const found = await ctx.sql<{ id: string; code: string }>(
    'select id, code from accounting.account where code = any($1)',
    [codes],
  );
  const accounts: ExchangeAccounts = {};
  for (const name of names) {
    const ofChart = found.find(({ code }) => code === CODES[name][saved.chart]);
    const id = saved[name] ?? ofChart?.id;
    if (id !== undefined) accounts[name] = id;
  }
  return accounts;
}
