import { type Ctx, hook, hookPoint } from '@bureau/core';
import { paymentDays } from './contract-days.js';
import { type ContractBilling, MONTHS_OF } from './contract-kinds.js';
import { ContractType } from './contract.types.js';

/** As accounting offers it; this plugin does not need that one to be there. */
const cashForecastSource = hookPoint<{
  from: string;
  to: string;
  expect(payment: { on: string; name: string; amount: string; currency: string }): void;
}>('accounting.cashForecast', 'A forecast of cash asks for payments that other plugins plan.');

/** Contracts of one forecast. */
const MOST = 2_000;

/** What contracts in force will cost and bring; pay is planned by payroll, not here. */
export const contractPayments = hook(cashForecastSource, async (ctx, { from, to, expect }) => {
  if (!ctx.can('documents.contract.read')) return;
  for (const contract of await payingContracts(ctx)) {
    const { number, title, kind, amount, currency, billing, starts_on, ends_on } = contract;
    const everyMonths = MONTHS_OF[billing];
    const plan = { startsOn: starts_on, endsOn: ends_on, everyMonths };
    for (const on of paymentDays(plan, from, to)) {
      const signed = kind === 'SALE' ? amount : `-${amount}`;
      expect({ on, name: `${number} ${title}`, amount: signed, currency });
    }
  }
});

interface PayingContract extends Record<string, unknown> {
  number: string;
  title: string;
  kind: string;
  amount: string;
  currency: string;
  billing: ContractBilling;
  starts_on: string;
  ends_on: string | null;
}

// One that goes on by itself is paid for beyond its term.
const PAYING = `
  select number, title, kind, value_amount::text as amount, value_currency as currency, billing,
    starts_on::text as starts_on,
    case when state = 'ACTIVE' and renewal_months is not null then null else ends_on end::text
      as ends_on
  from documents.contract
  where id = any($1::uuid[]) and value_amount > 0
  order by number`;

async function payingContracts(ctx: Ctx): Promise<PayingContract[]> {
  const where = {
    state: { in: ['ACTIVE', 'TERMINATED'] },
    not: { kind: { eq: 'EMPLOYMENT' } },
  };
  return ctx.sql<PayingContract>(PAYING, [await ctx.ids(ContractType, where, MOST)]);
}
