import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { readAccounts, type StatementAccount } from './accounts.js';
import { earningAccounts, earnings } from './balance-sheet.js';
import {
  type CashFlow,
  type CashFlowAccount,
  type CashFlowLine,
  directCashFlow,
  indirectCashFlow,
} from './cash-flow.js';
import { CHANGES, PURPOSES } from './cash-flow-groups.js';
import { type CashMoves, readCashMoves } from './cash-moves.js';
import { dayBefore, type Span } from './columns.js';
import type { FigureNarrowing } from './drill-down.js';
import { type FigureOf, figureOf, type FigureShape, figuresOf } from './figure.js';
import { movements } from './income-statement.js';
import { addColumns, type Columns, groupLines, lineOf } from './statement-lines.js';
import type { CashFlowMethod, StatementLine } from './statement.types.js';
import { readBalances } from './totals.js';

type Section = 'OPERATING' | 'INVESTING' | 'FINANCING';

const SECTIONS: readonly (readonly [Section, keyof CashFlow, label: string])[] = [
  ['OPERATING', 'operating', 'Cash flow from operating activities'],
  ['INVESTING', 'investing', 'Cash flow from investing activities'],
  ['FINANCING', 'financing', 'Cash flow from financing activities'],
];

/** What both methods are made from. */
interface Flow {
  method: CashFlowMethod;
  accounts: readonly StatementAccount[];
  spans: readonly Span[];
  /** What each account moved by, without closing and opening entries: debits above zero. */
  moved: Columns;
  moves: readonly CashMoves[];
}

/**
 * Where the money came from and went to (IAS 7). The direct method sums what the entries that
 * moved cash were for; the indirect one starts from net income and takes what the balance sheet
 * moved by, less what happened without cash (paragraph 43). They are computed apart and agree in
 * each section; with differences of exchange on cash (paragraph 28) and the balances that were
 * taken over, their sum is the change of the cash accounts (I13).
 */
export async function cashFlowStatement(
  ctx: Ctx,
  { spans, method }: { spans: readonly Span[]; method: CashFlowMethod },
  how: FigureNarrowing,
): Promise<StatementLine[]> {
  const accounts = await readAccounts(ctx);
  const all = await movements(ctx, spans, { ...how, withoutClosing: true });
  const moves = await readCashMoves(ctx, spans, how);
  const moved = all.map((column, index) => less(column, moves[index]?.takenOver));
  const flow: Flow = { method, accounts, spans, moved, moves };
  const flows = spans.map((_, column) =>
    method === 'DIRECT' ? directFlow(flow, column) : indirectFlow(flow, column),
  );
  const linesOf = method === 'DIRECT' ? purposes : changes;
  const sections = SECTIONS.flatMap(([section, name, label]) => [
    ...linesOf(flow, section),
    ...(section === 'OPERATING' ? exchangeLines(flow, -1) : []),
    lineOf(section, label, {
      ...{ level: 0, amounts: flows.map((one) => new Decimal(one[name])) },
      figure: sectionFigure(flow, section),
    }),
  ]);
  const days = spans.map(({ from }) => dayBefore(from));
  const opening = await readBalances(ctx, { ...how, days });
  return [...sections, ...cashLines(flow, { opening, all, flows })];
}

const ZERO = new Decimal(0);

function directFlow({ accounts, moves }: Flow, column: number): CashFlow {
  const { paid, exchange } = moves[column] ?? { paid: new Map<string, Decimal>(), exchange: ZERO };
  const lines: CashFlowLine[] = accounts.map(({ id, cashFlow: cashFlowClass }) => {
    return { entryId: 'all', cashFlowClass, base: (paid.get(id) ?? ZERO).toFixed() };
  });
  // Differences of exchange are no flow: they stand in the counter lines of their entries.
  lines.push({ entryId: 'all', cashFlowClass: 'OPERATING', base: exchange.toFixed() });
  lines.push({ entryId: 'all', cashFlowClass: 'CASH', base: '0' });
  return directCashFlow(lines);
}

function indirectFlow({ accounts, moved, moves }: Flow, column: number): CashFlow {
  const { other, exchange } = moves[column] ?? { other: undefined, exchange: ZERO };
  const sums = less(moved[column] ?? new Map<string, Decimal>(), other);
  const all: CashFlowAccount[] = accounts.map(({ id, type, cashFlow: cashFlowClass }) => ({
    cashFlowClass,
    isResult: cashFlowClass === 'OPERATING' && (type === 'INCOME' || type === 'EXPENSE'),
    opening: '0',
    closing: (sums.get(id) ?? ZERO).toFixed(),
  }));
  const exchanged = { cashFlowClass: 'OPERATING', isResult: false, opening: '0' } as const;
  return indirectCashFlow([...all, { ...exchanged, closing: exchange.toFixed() }]);
}

/** Direct: what cash was paid and received for. */
function purposes({ accounts, spans, moves }: Flow, section: Section): StatementLine[] {
  const own = accounts.filter(({ cashFlow }) => cashFlow === section);
  const columns = moves.map(({ paid }) => paid);
  const shape: FigureShape = { days: spans, sign: -1, withoutClosing: true, way: 'CASH' };
  const prefix = `${section}_`;
  return groupLines(PURPOSES, { accounts: own, columns, shape, prefix }).lines;
}

/** Indirect: net income, what other accounts moved by, and what of all that was without cash. */
function changes({ accounts, spans, moved, moves }: Flow, section: Section): StatementLine[] {
  const shape: FigureShape = { days: spans, sign: -1, withoutClosing: true, withoutOpening: true };
  const ofSection = accounts.filter(({ cashFlow }) => cashFlow === section);
  const earning = earningAccounts(ofSection);
  const others = ofSection.filter((account) => !earning.includes(account));
  const net = lineOf('NET_INCOME', 'Net income', {
    ...{ level: 1, amounts: earnings(earning, moved) },
    figure: figureOf(earning, shape),
  });
  const prefix = `${section}_`;
  const given = section === 'OPERATING' ? others : ofSection;
  const groups = groupLines(CHANGES, { accounts: given, columns: moved, shape, prefix });
  const ids = ofSection.map(({ id }) => id);
  const without = lineOf(`${section}_WITHOUT_CASH`, 'Of that, without cash', {
    ...{ level: 1, amounts: moves.map(({ other }) => sumOf(other, ids)) },
    figure: figureOf(ofSection, {
      ...{ days: spans, sign: 1 },
      withoutClosing: true,
      way: 'OTHER',
    }),
  });
  return [...(section === 'OPERATING' ? [net] : []), ...groups.lines, ...withFigures(without)];
}

/** Differences of exchange on cash: taken out of the sections, and shown by themselves. */
function exchangeLines({ accounts, spans, moves }: Flow, sign: 1 | -1): StatementLine[] {
  const [key, label] =
    sign === 1
      ? ['EXCHANGE_ON_CASH', 'Differences of exchange on cash']
      : ['OPERATING_EXCHANGE', 'Of that, differences of exchange on cash'];
  const amounts = moves.map(({ exchange }) => exchange.times(sign));
  const figure = exchangeFigure({ accounts, spans }, sign);
  return withFigures(lineOf(key, label, { level: 1, amounts, figure }));
}

function exchangeFigure({ accounts, spans }: Pick<Flow, 'accounts' | 'spans'>, sign: 1 | -1) {
  return figureOf(cashOf(accounts), {
    ...{ days: spans, sign, withoutClosing: true },
    ...{ way: 'CASH', isWorthOnly: true },
  });
}

function sectionFigure(flow: Flow, section: Section): FigureOf {
  const own = flow.accounts.filter(({ cashFlow }) => cashFlow === section);
  const flows = flowFigure(flow, own, -1);
  return section === 'OPERATING' ? figuresOf(flows, exchangeFigure(flow, -1)) : flows;
}

/** The lines that a method makes its flows of. */
function flowFigure(
  { method, spans: days }: Flow,
  accounts: readonly StatementAccount[],
  sign: 1 | -1,
): FigureOf {
  const shape: FigureShape = { days, sign, withoutClosing: true };
  if (method === 'DIRECT') return figureOf(accounts, { ...shape, way: 'CASH' });
  const without: FigureShape = { ...shape, sign: sign === 1 ? -1 : 1, way: 'OTHER' };
  return figuresOf(
    figureOf(accounts, { ...shape, withoutOpening: true }),
    figureOf(accounts, without),
  );
}

/** What the cash accounts stood at and moved by: the proof of the sections. */
function cashLines(
  flow: Flow,
  given: { opening: Columns; all: Columns; flows: readonly CashFlow[] },
): StatementLine[] {
  const { accounts, spans, moves } = flow;
  const money = cashOf(accounts);
  const ids = money.map(({ id }) => id);
  const shape: FigureShape = { days: spans, sign: 1, withoutClosing: true };
  const upTo = (day: (span: Span) => string) =>
    figureOf(money, { ...shape, days: spans.map((one) => ({ from: null, to: day(one) })) });
  const opening = given.opening.map((column) => sumOf(column, ids));
  const change = given.all.map((column) => sumOf(column, ids));
  const takenOver = moves.map((move) => sumOf(move.takenOver, ids));
  const told = given.flows.map((one, column) =>
    (moves[column]?.exchange ?? ZERO).plus(takenOver[column] ?? ZERO).plus(one.change),
  );
  const difference = change.map((sum, column) => sum.minus(told[column] ?? ZERO));
  return [
    ...exchangeLines(flow, 1),
    ...withFigures(
      lineOf('OPENING_BALANCES', 'Opening balances taken over', {
        ...{ level: 1, amounts: takenOver },
        figure: figureOf(money, { ...shape, way: 'OPENING' }),
      }),
    ),
    lineOf('CHANGE_OF_CASH', 'Change of cash', {
      ...{ level: 0, amounts: change },
      figure: figureOf(money, shape),
    }),
    lineOf('OPENING_CASH', 'Cash at the beginning', {
      ...{ level: 0, amounts: opening },
      figure: upTo(({ from }) => dayBefore(from)),
    }),
    lineOf('CLOSING_CASH', 'Cash at the end', {
      ...{ level: 0, amounts: addColumns(opening, change) },
      figure: upTo(({ to }) => to),
    }),
    // Zero for the whole books; a part of them by dimension need not balance.
    lineOf('DIFFERENCE', 'Difference', {
      ...{ level: 0, amounts: difference },
      figure: flowFigure(flow, accounts, 1),
    }),
  ];
}

function cashOf(accounts: readonly StatementAccount[]): StatementAccount[] {
  return accounts.filter(({ cashFlow }) => cashFlow === 'CASH');
}

/** A line that is left out where it is zero in every column. */
function withFigures(line: StatementLine): StatementLine[] {
  return line.amounts.some((amount) => Number(amount) !== 0) ? [line] : [];
}

function sumOf(sums: ReadonlyMap<string, Decimal>, ids: readonly string[]): Decimal {
  return ids.reduce((sum, id) => sum.plus(sums.get(id) ?? ZERO), ZERO);
}

function less(
  from: ReadonlyMap<string, Decimal>,
  what: ReadonlyMap<string, Decimal> | undefined,
): Map<string, Decimal> {
  const rest = new Map(from);
  for (const [id, amount] of what ?? []) rest.set(id, (rest.get(id) ?? ZERO).minus(amount));
  return rest;
}
