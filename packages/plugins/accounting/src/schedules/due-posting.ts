import { type Ctx, exact } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { type NewEntry, type NewLine } from '../ledger/posting.js';
import { recurringDates } from '../plans/recurrence.js';
import { journalOf } from '../trade/trade-accounts.js';
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

/** What is due up to a day, oldest first: the preview shows it, and the run posts it. */
export async function duePostings(ctx: Ctx, question: PlanQuestion): Promise<DuePosting[]> {
  const { kinds } = question;
  const parts: DuePosting[][] = [];
  if (kinds.includes('DEFERRAL')) parts.push(await dueDeferrals(ctx, question));
  if (kinds.includes('RECURRING')) parts.push(await dueRecurring(ctx, question));
  if (kinds.includes('LOAN')) parts.push(await dueLoanPayments(ctx, question));
  return parts
    .flat()
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .slice(0, MOST_POSTINGS);
}

const DEFERRALS = `
  select l.id, l.due_on::text as on, l.amount::text, d.name, d.kind,
      d.balance_account_id as balance, d.result_account_id as result,
      to_json(d.dimension_value_ids)::text as dimensions
    from accounting.deferral_line l join accounting.deferral d on d.id = l.deferral_id
   where not l.is_recognized and l.due_on <= $1::date order by l.due_on, l.id limit $2`;

type DeferralRow = Record<
  'id' | 'on' | 'amount' | 'name' | 'balance' | 'result' | 'dimensions',
  string
> & { kind: DeferralKind };

async function dueDeferrals(ctx: Ctx, { until }: PlanQuestion): Promise<DuePosting[]> {
  const rows = await ctx.sql<DeferralRow>(DEFERRALS, [until, MOST_POSTINGS]);
  const journalCode = rows.length > 0 ? await journalOf(ctx, 'GENERAL') : '';
  return rows.map(({ id, on, amount, name, ...row }) => {
    const dimensionValueIds = JSON.parse(row.dimensions) as string[];
    const lines = recognition({ ...row, dimensionValueIds }, amount);
    const source = { type: 'DeferralLine', id, event: 'recognized' };
    const entry = { journalCode, postedOn: on, memo: name, source, lines };
    return { kind: 'DEFERRAL', on, name, amount, id, entry };
  });
}

/** Where a deferral stands and belongs; ids are uuids. */
export interface DeferralPlaces {
  kind: DeferralKind;
  balance: string;
  result: string;
  dimensionValueIds: readonly string[];
}

/** Lines that bring an amount from the balance sheet into the result. */
export function recognition(
  { kind, balance, result, dimensionValueIds }: DeferralPlaces,
  amount: string,
): NewLine[] {
  const toResult = kind === 'EXPENSE' ? amount : exact(amount).negated().toFixed();
  return [
    { accountId: result, amount: toResult, dimensionValueIds },
    { accountId: balance, amount: exact(toResult).negated().toFixed() },
  ];
}

const TEMPLATES = `
  select t.id, t.name, t.rule, t.starts_on::text as start, t.next_on::text as next,
      t.journal_id as journal,
      (select json_agg(json_build_object('accountId', l.account_id, 'amount', l.amount::text,
          'memo', l.memo, 'partyId', l.party_id, 'dimensionValueIds', l.dimension_value_ids)
          order by l.number)::text
        from accounting.recurring_line l where l.template_id = t.id) as lines
    from accounting.recurring_template t
   where t.is_active and t.next_on <= $1::date and ($2::boolean is false or t.is_automatic)
   order by t.next_on, t.id limit $3`;

type TemplateRow = Record<'id' | 'name' | 'rule' | 'start' | 'next' | 'journal' | 'lines', string>;

async function dueRecurring(ctx: Ctx, question: PlanQuestion): Promise<DuePosting[]> {
  const { until, isAutomatic = false } = question;
  const rows = await ctx.sql<TemplateRow>(TEMPLATES, [until, isAutomatic, MOST_POSTINGS]);
  return rows.flatMap(({ id, name, rule, start, next, journal, lines: text }) => {
    const lines = (JSON.parse(text) as Record<string, unknown>[]).map(withoutNulls);
    const amount = debitsOf(lines);
    const span = { from: next, until: earlier(dayAfter(until), yearsAfter(next)) };
    return recurringDates(recurrenceOf(rule, start), span).map((on): DuePosting => {
      const source = { type: 'RecurringTemplate', id, event: on };
      const entry = { journalId: journal, journalCode: name, postedOn: on, memo: name, source };
      return { kind: 'RECURRING', on, name, amount, id, entry: { ...entry, lines } };
    });
  });
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

/** Sum of the debits. */
export function debitsOf(lines: readonly NewLine[]): string {
  return lines
    .map(({ amount }) => exact(amount))
    .reduce((sum, amount) => (amount.isNegative() ? sum : sum.plus(amount)), exact(0))
    .toFixed();
}

const PAYMENTS = `
  select p.id, p.due_on::text as on, p.payment::text, p.interest::text, p.principal::text, l.name,
      l.direction, l.loan_account_id as loan, l.interest_account_id as rent,
      l.payment_account_id as bank, l.party_id as party
    from accounting.loan_payment p join accounting.loan l on l.id = p.loan_id
   where not p.is_posted and p.due_on <= $1::date order by p.due_on, p.id limit $2`;

type PaymentRow = Record<
  'id' | 'on' | 'payment' | 'interest' | 'principal' | 'name' | 'loan' | 'rent' | 'bank',
  string
> & { direction: LoanDirection; party: string | null };

async function dueLoanPayments(ctx: Ctx, { until }: PlanQuestion): Promise<DuePosting[]> {
  const rows = await ctx.sql<PaymentRow>(PAYMENTS, [until, MOST_POSTINGS]);
  const journalCode = rows.length > 0 ? await journalOf(ctx, 'GENERAL') : '';
  return rows.map(({ id, on, payment, interest, principal, name, ...row }) => {
    const signed = (amount: string) =>
      row.direction === 'TAKEN' ? amount : exact(amount).negated().toFixed();
    const partyId = row.party ?? undefined;
    const lines: NewLine[] = [
      { accountId: row.loan, amount: signed(principal), partyId },
      { accountId: row.rent, amount: signed(interest) },
      { accountId: row.bank, amount: signed(exact(payment).negated().toFixed()) },
    ].filter(({ amount }) => !exact(amount).isZero());
    const source = { type: 'LoanPayment', id, event: 'posted' };
    const entry = { journalCode, postedOn: on, memo: name, source, lines };
    return { kind: 'LOAN', on, name, amount: payment, id, entry };
  });
}
