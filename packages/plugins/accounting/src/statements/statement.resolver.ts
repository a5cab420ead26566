import {
  Arg,
  Context,
  type Ctx,
  Extensions,
  FieldResolver,
  Query,
  Resolver,
  Root,
  WrittenResult,
} from '@bureau/core';
import { figureLines } from './drill-down.js';
import { FigureLineConnection } from './figure.types.js';
import { readStatement } from './read-statement.js';
import { After, Column, Day, Dimensions, First, KnownAt, narrowing } from './statement-args.js';
import {
  CashFlowMethod,
  FinancialStatement,
  StatementComparison,
  StatementLine,
  StatementSplit,
} from './statement.types.js';

/** What a statement costs by itself; its lines cost what is selected of them. */
const COST = { cost: 100, items: 100 };
const PAGE = 50;

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
@Resolver(() => FinancialStatement)
export class StatementResolver {
  @WrittenResult()
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
    const how = narrowing(knownAt, dimensions);
    const wish = { to: asOf ?? ctx.today, split, compare, how };
    return readStatement(ctx, { kind: 'BALANCE_SHEET', ...wish });
  }

  @WrittenResult()
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
    const how = narrowing(knownAt, dimensions);
    const wish = { from, to, split, compare, includeClosingEntries: closing, how };
    return readStatement(ctx, { kind: 'INCOME_STATEMENT', ...wish });
  }

  @WrittenResult()
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
    const how = narrowing(knownAt, dimensions);
    return readStatement(ctx, { kind: 'EQUITY_STATEMENT', from, to, compare, how });
  }

  @WrittenResult()
  @Extensions(COST)
  @Query(() => FinancialStatement, {
    description:
      'Where cash came from and went to in a span of days. Both methods agree in each section, ' +
      'and with the change of the cash accounts.',
  })
  async cashFlowStatement(
    @Context() ctx: Ctx,
    @Day('from', 'First day.') from: string,
    @Day('to', 'Last day.') to: string,
    @Arg('method', () => CashFlowMethod, { nullable: true, description: 'Default: DIRECT.' })
    method: CashFlowMethod | null,
    @KnownAt() knownAt: Date | null,
    @Dimensions() dimensions: string[] | null,
    @Split() split: StatementSplit | null,
    @Compare() compare: StatementComparison[] | null,
  ): Promise<FinancialStatement> {
    const how = narrowing(knownAt, dimensions);
    const wish = { from, to, split, compare, method, how };
    return readStatement(ctx, { kind: 'CASH_FLOW_STATEMENT', ...wish });
  }

  @FieldResolver(() => StatementLine, {
    nullable: true,
    description: 'One of its lines; null: it has no line of that name.',
  })
  line(
    @Root() statement: FinancialStatement,
    @Arg('key', { description: 'Name of the line, such as TOTAL_ASSETS.' }) key: string,
  ): StatementLine | null {
    return statement.lines.find((line) => line.key === key) ?? null;
  }
}

/** What the figures of statements are made of. */
@Resolver(() => StatementLine)
export class StatementLineResolver {
  @Extensions({ cost: 20 })
  @FieldResolver(() => FigureLineConnection, {
    description: 'The lines that the amount of a column is the sum of, by day.',
  })
  drillDown(
    @Root() { figure, how = {} }: StatementLine,
    @Context() ctx: Ctx,
    @Column() column: number | null,
    @First() first: number | null,
    @After() after: string | null,
  ): Promise<FigureLineConnection> {
    const sources = figure(column ?? 0);
    return figureLines(ctx, { sources, how, first: first ?? PAGE, after });
  }
}
