import { type Ctx, exact, type ExactNumber } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { shownInBase } from '../chart/base-currency.js';
import { duePostings } from '../schedules/due-posting.js';
import { plannedPayments } from './planned-payment.js';
import type { CashForecast, CashForecastItem, CashForecastSpan } from './forecast.types.js';
import type { CashForecastStep } from './forecast.types.js';

/** Which days are asked for; both inclusive. */
export interface ForecastQuestion {
  from: string;
  to: string;
  step: CashForecastStep;
}

const SHOWN = 1_000;

/**
 * Cash from the books, and what open items, entries that come back, loans and the plans of other
 * plugins bring to it. What is overdue is expected at once.
 */
export async function forecastCash(ctx: Ctx, question: ForecastQuestion): Promise<CashForecast> {
  const { from, to } = question;
  const cash = await cashAccounts(ctx);
  const opening = await cashBefore(ctx, from);
  const others = (await plannedPayments(ctx, question)).map((one) => {
    return { ...one, source: 'PLANNED' as const };
  });
  const own = [...(await openItems(ctx, question)), ...(await planned(ctx, question, cash))];
  const items = [...own, ...others].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const within = items.filter(({ on }) => on >= from && on <= to);
  const shown = await shownInBase(ctx);
  const listed = within.slice(0, SHOWN).map(({ value, ...item }) => ({
    ...item,
    amount: shown(value),
  }));
  const spans = addUp(opening, within, question).map((span) => ({
    ...span,
    opening: shown(span.opening),
    inflow: shown(span.inflow),
    outflow: shown(span.outflow),
    closing: shown(span.closing),
  }));
  return { opening: shown(opening), spans, items: listed };
}

type Expected = Omit<CashForecastItem, 'amount'> & { value: ExactNumber };

const CASH = "select id from accounting.account where cash_flow = 'CASH'";

async function cashAccounts(ctx: Ctx): Promise<Set<string>> {
  const rows = await ctx.sql<{ id: string }>(CASH);
  return new Set(rows.map(({ id }) => id));
}

const BEFORE = `
  select coalesce(sum(l.base_amount), 0)::text as amount from accounting.line l
   where l.posted_on < $1::date and l.account_id in (${CASH})`;

async function cashBefore(ctx: Ctx, from: string): Promise<ExactNumber> {
  const [row] = await ctx.report<{ amount: string }>(BEFORE, [from]);
  return exact(row?.amount ?? '0');
}

// Of one day and side together, so that their number does not grow with the items.
const ITEMS = `
  select greatest(coalesce(due_on, document_on), $1::date)::text as on,
      case when count(*) = 1 then min(reference) else count(*) || ' ' || side end as name,
      sum(open_base_amount)::text as amount
    from accounting.open_item
   where is_open and coalesce(due_on, document_on) <= $2::date
   group by greatest(coalesce(due_on, document_on), $1::date), side order by 1, side`;

async function openItems(ctx: Ctx, { from, to }: ForecastQuestion): Promise<Expected[]> {
  const rows = await ctx.report<Record<'on' | 'name' | 'amount', string>>(ITEMS, [from, to]);
  return rows.map(({ on, name, amount }) => ({
    ...{ on, name, source: 'OPEN_ITEM' as const },
    value: exact(amount),
  }));
}

async function planned(
  ctx: Ctx,
  { from, to }: ForecastQuestion,
  cash: ReadonlySet<string>,
): Promise<Expected[]> {
  const due = await duePostings(ctx, { kinds: ['RECURRING', 'LOAN'], until: to });
  return due.flatMap(({ kind, on, name, entry }): Expected[] => {
    const value = entry.lines
      .filter(({ accountId }) => cash.has(accountId ?? ''))
      .reduce((sum, { amount, baseAmount = amount }) => sum.plus(baseAmount), exact(0));
    if (value.isZero()) return [];
    const source = kind === 'LOAN' ? 'LOAN' : 'RECURRING';
    return [{ on: on < from ? from : on, source, name, value }];
  });
}

function addUp(
  start: ExactNumber,
  items: readonly Expected[],
  { from, to, step }: ForecastQuestion,
): CashForecastSpan[] {
  const spans: CashForecastSpan[] = [];
  let opening = start;
  for (let first = from; first <= to;) {
    const next = nextSpan(first, step);
    const last = dayBefore(next) < to ? dayBefore(next) : to;
    const own = items.filter(({ on }) => on >= first && on <= last).map(({ value }) => value);
    const sum = (values: ExactNumber[]) => values.reduce((all, one) => all.plus(one), exact(0));
    const inflow = sum(own.filter((value) => !value.isNegative()));
    const outflow = sum(own.filter((value) => value.isNegative()));
    const closing = opening.plus(inflow).plus(outflow);
    spans.push({
      ...{ from: first, to: last, opening: opening.toFixed(), inflow: inflow.toFixed() },
      ...{ outflow: outflow.toFixed(), closing: closing.toFixed() },
    });
    opening = closing;
    first = next;
  }
  return spans;
}

function nextSpan(first: string, step: CashForecastStep): string {
  const day = Temporal.PlainDate.from(first);
  const next = step === 'WEEK' ? day.add({ days: 7 }) : day.with({ day: 1 }).add({ months: 1 });
  return next.toString();
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}
