import { Arg, Context, type Ctx, Extensions, Query, Resolver } from '@bureau/core';
import { balanceSheet, yearStarts } from './balance-sheet.js';
import { columnsOf } from './columns.js';
import { equityStatement } from './equity-statement.js';
import { incomeStatement } from './income-statement.js';
import { baseCurrency, Day, Dimensions, KnownAt, narrowing } from './statement-args.js';
import {
  FinancialStatement,
  StatementComparison,
  type StatementLine,
  StatementSplit,
} from './statement.types.js';
import type { Span } from './columns.js';

const COST = { cost: 100, items: 100 };

const Compare = (): ParameterDecorator =>
  Arg('compare', () => [StatementComparison], {
    nullable: true,
    description: 'More columns to compare with.',
  }) as ParameterDecorator;
const Split = (): ParameterDecorator =>
  Arg('columns', () => StatementSplit, {
    nullable: true,
    description: 'Divides the span into columns; default: one.',
  }) as ParameterDecorator;

/** The statements, computed from balances of periods and lines of days. */
@Resolver()
export class StatementResolver {
  @Extensions(COST)
  @Query(() => FinancialStatement, {
    description: 'What the organization owns and owes on a day, and what is left to its owners.',
  })
  async balanceSheet(
    @Context() ctx: Ctx,
    @Day('asOf', 'The day; default: today.', true) asOf: string | null,
    @KnownAt() knownAt: Date | null,
    @Dimensions() dimensions: string[] | null,
    @Split() split: StatementSplit | null,
    @Compare() compare: StatementComparison[] | null,
  ): Promise<FinancialStatement> {
    const to = asOf ?? ctx.today;
    const [from = to] = await yearStarts(ctx, [to]);
    const spans = columnsOf({ from, to }, split, compare ?? []);
    const lines = await balanceSheet(ctx, spans, narrowing(knownAt, dimensions));
    return statementOf(ctx, spans, lines);
  }

  @Extensions(COST)
  @Query(() => FinancialStatement, { description: 'What was earned and spent in a span of days.' })
  async incomeStatement(
    @Context() ctx: Ctx,
    @Day('from', 'First day.') from: string,
    @Day('to', 'Last day.') to: string,
    @KnownAt() knownAt: Date | null,
    @Dimensions() dimensions: string[] | null,
    @Split() split: StatementSplit | null,
    @Compare() compare: StatementComparison[] | null,
    @Arg('includeClosingEntries', () => Boolean, {
      nullable: true,
      description: 'Counts closing entries, which make a closed year zero; default: no.',
    })
    closing: boolean | null,
  ): Promise<FinancialStatement> {
    const spans = columnsOf({ from, to }, split, compare ?? []);
    const how = { ...narrowing(knownAt, dimensions), withoutClosing: closing !== true };
    return statementOf(ctx, spans, await incomeStatement(ctx, spans, how));
  }

  @Extensions(COST)
  @Query(() => FinancialStatement, {
    description: 'How equity came from the beginning of a span to its end.',
  })
  async equityStatement(
    @Context() ctx: Ctx,
    @Day('from', 'First day.') from: string,
    @Day('to', 'Last day.') to: string,
    @KnownAt() knownAt: Date | null,
    @Dimensions() dimensions: string[] | null,
    @Compare() compare: StatementComparison[] | null,
  ): Promise<FinancialStatement> {
    const spans = columnsOf({ from, to }, null, compare ?? []);
    const how = narrowing(knownAt, dimensions);
    return statementOf(ctx, spans, await equityStatement(ctx, spans, how));
  }
}

async function statementOf(
  ctx: Ctx,
  spans: Span[],
  lines: StatementLine[],
): Promise<FinancialStatement> {
  return { currency: await baseCurrency(ctx), columns: spans, lines };
}
