import { type Ctx, exact } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { type NewEntry, type NewLine } from '../ledger/posting.js';
import { recurringDates } from '../plans/recurrence.js';
import { journalOf } from '../trade/trade-accounts.js';
import { type LoanBalance, paymentLines } from './loan-lines.js';
import { linesOn, planRates, type PlanRates } from './plan-currency.js';
import { dayAfter, recurrenceOf } from './recurrence-rule.js';
import type { DeferralKind, LoanDirection, PlanKind } from './schedule-kinds.js';

/** An entry that a schedule has for a day. */
export interface DuePosting {
  kind: PlanKind;
  on: string;
  /** What it is, for people. */
  name: string;
  /** Sum of its debits in the base currency. */
  amount: string;
  /** Uuid of deferral line, template or loan payment. */
  id: string;
  entry: NewEntry;
  /** Of a loan: what is owed after it. */
  balance?: LoanBalance;
}

/** Which postings are asked for. */
export interface PlanQuestion {
  kinds: readonly PlanKind[];
  /** Last day. */
  until: string;
  /** Only templates that the platform posts by itself. */
  isAutomatic?: boolean;
}

/** Most postings of one run; the next one takes the others. */
export const MOST_POSTINGS = 1_000;

/**
 * What is due up to a day, oldest first: the preview shows it, and the run posts it.
 * @throws ACCOUNTING_RATE_UNKNOWN for a currency without a rate
 */
export async function duePostings(ctx: Ctx, question: PlanQuestion): Promise<DuePosting[]> {
  const { kinds } = question;
  const parts: DuePosting[][] = [];
  const rates = await planRates(ctx);
  if (kinds.includes('DEFERRAL')) parts.push(await dueDeferrals(ctx, question));
  if (kinds.includes('RECURRING')) parts.push(await dueRecurring(ctx, question, rates));
  if (kinds.includes('LOAN')) parts.push(await dueLoanPayments(ctx, question, rates));
  return parts
    .flat()
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .slice(0, MOST_POSTINGS);
}

const DEFERRALS = `
  select l.id, l.due_on::text as on, l.amount::text, l.base_amount::text as base, d.name, d.kind,
      d.currency,
      d.balance_account_id as balance, d.result_account_id as result,
      to_json(d.dimension_value_ids)::text as dimensions
    from accounting.deferral_line l join accounting.deferral d on d.id = l.deferral_id
   where not l.is_recognized and l.due_on <= $1::date order by l.due_on, l.id limit $2`;

type DeferralRow = Record<
  'id' | 'on' | 'amount' | 'base' | 'currency' | 'name' | 'balance' | 'result' | 'dimensions',
  string
> & { kind: DeferralKind };

async function dueDeferrals(ctx: Ctx, { until }: PlanQuestion): Promise<DuePosting[]> {
  const rows = await ctx.sql<DeferralRow>(DEFERRALS, [until, MOST_POSTINGS]);
  const journalCode = rows.length > 0 ? await journalOf(ctx, 'GENERAL') : '';
  return rows.map(({ id, on, amount, base: baseAmount, name, ...row }) => {
    const dimensionValueIds = JSON.parse(row.dimensions) as string[];
    const lines = recognition({ ...row, dimensionValueIds }, { amount, baseAmount });
    const source = { type: 'DeferralLine', id, event: 'recognized' };
    const entry = { journalCode, postedOn: on, memo: name, source, lines };
    return { kind: 'DEFERRAL', on, name, amount: debitsOf(lines), id, entry };
  });
}

/** Where a deferral stands and belongs; ids are uuids. */
export interface DeferralPlaces {
  kind: DeferralKind;
  currency: string;
  balance: string;
  result: string;
  dimensionValueIds: readonly string[];
}

/** Lines that bring an amount from the balance sheet into the result. */
export function recognition(
  { kind, currency, balance, result, dimensionValueIds }: DeferralPlaces,
  whole: { amount: string; baseAmount: string },
): NewLine[] {
  const signed = (text: string, sign: 1 | -1) =>
    exact(text)
      .times(kind === 'EXPENSE' ? sign : -sign)
      .toFixed();
  const money = (sign: 1 | -1) => ({
    ...{ currency, amount: signed(whole.amount, sign), baseAmount: signed(whole.baseAmount, sign) },
  });
  return [
    { accountId: result, ...money(1), dimensionValueIds },
    { accountId: balance, ...money(-1) },
  ];
}

const TEMPLATES = `
  select t.id, t.name, t.rule, t.starts_on::text as start, t.next_on::text as next,
      t.journal_id as journal, t.currency,
      (select json_agg(json_build_object('accountId', l.account_id, 'amount', l.amount::text,
          'memo', l.memo, 'partyId', l.party_id, 'dimensionValueIds', l.dimension_value_ids)
          order by l.number)::text
        from accounting.recurring_line l where l.template_id = t.id) as lines
    from accounting.recurring_template t
   where t.is_active and t.next_on <= $1::date and ($2::boolean is false or t.is_automatic)
   order by t.next_on, t.id limit $3`;

type TemplateRow = Record<
  'id' | 'name' | 'rule' | 'start' | 'next' | 'journal' | 'currency' | 'lines',
  string
>;

async function dueRecurring(
  ctx: Ctx,
  question: PlanQuestion,
  rates: PlanRates,
): Promise<DuePosting[]> {
  const { until, isAutomatic = false } = question;
  const rows = await ctx.sql<TemplateRow>(TEMPLATES, [until, isAutomatic, MOST_POSTINGS]);
  const due: DuePosting[] = [];
  for (const { id, name, rule, start, next, journal, currency, lines: text } of rows) {
    const template = (JSON.parse(text) as Record<string, unknown>[]).map(withoutNulls);
    const span = { from: next, until: earlier(dayAfter(until), yearsAfter(next)) };
    for (const on of recurringDates(recurrenceOf(rule, start), span)) {
      const lines = await linesOn(rates, template, { currency, day: on });
      const source = { type: 'RecurringTemplate', id, event: on };
      const entry = { journalId: journal, journalCode: name, postedOn: on, memo: name, source };
      const amount = debitsOf(lines);
      due.push({ kind: 'RECURRING', on, name, amount, id, entry: { ...entry, lines } });
    }
  }
  return due;
}

/** Days of more than two years are for another run: a rule gives 1,000 at most. */
function yearsAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ years: 2 }).toString();
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function withoutNulls(line: Record<string, unknown>): NewLine {
  const given = Object.entries(line).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as unknown as NewLine;
}

/** Sum of the debits in the base currency. */
export function debitsOf(lines: readonly NewLine[]): string {
  return lines
    .map(({ amount, baseAmount = amount }) => exact(baseAmount))
    .reduce((sum, amount) => (amount.isNegative() ? sum : sum.plus(amount)), exact(0))
    .toFixed();
}

const PAYMENTS = `
  select p.id, p.due_on::text as on, p.interest::text, p.principal::text, p.fee::text, l.name,
      l.id as loan_id, l.direction, l.currency, l.open_principal::text as open,
      l.open_base_amount::text as base, l.loan_account_id as loan,
      l.interest_account_id as rent, l.payment_account_id as bank, l.party_id as party
    from accounting.loan_payment p join accounting.loan l on l.id = p.loan_id
   where not p.is_posted and p.due_on <= $1::date order by p.due_on, p.id limit $2`;

type PaymentRow = Record<
  | ('id' | 'on' | 'interest' | 'principal' | 'fee' | 'name' | 'loan_id' | 'currency')
  | ('open' | 'base' | 'loan' | 'rent' | 'bank'),
  string
> & { direction: LoanDirection; party: string | null };

async function dueLoanPayments(
  ctx: Ctx,
  { until }: PlanQuestion,
  rates: PlanRates,
): Promise<DuePosting[]> {
  const rows = await ctx.sql<PaymentRow>(PAYMENTS, [until, MOST_POSTINGS]);
  const journalCode = rows.length > 0 ? await journalOf(ctx, 'GENERAL') : '';
  const balances = new Map<string, LoanBalance>();
  const due: DuePosting[] = [];
  for (const { id, on, interest, principal, fee, name, ...row } of rows) {
    const { direction, currency, loan, rent, bank } = row;
    const places = {
      ...{ direction, currency, loan, bank, interest: rent, fee: rent },
      party: row.party ?? undefined,
    };
    const balance = balances.get(row.loan_id) ?? { principal: row.open, base: row.base };
    const books = { places, rates, balance };
    const { lines, after } = await paymentLines(ctx, books, { on, principal, interest, fee });
    balances.set(row.loan_id, after);
    const source = { type: 'LoanPayment', id, event: 'posted' };
    const entry = { journalCode, postedOn: on, memo: name, source, lines };
    due.push({ kind: 'LOAN', on, name, amount: debitsOf(lines), id, entry, balance: after });
  }
  return due;
}
