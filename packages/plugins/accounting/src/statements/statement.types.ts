import {
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  enumOf,
  type EnumValue,
  Field,
  Int,
  ObjectType,
} from '@bureau/core';
import { LedgerAccountType } from '../chart/chart.types.js';
import type { FigureNarrowing } from './drill-down.js';
import type { FigureOf } from './figure.js';
import { JournalLineType } from '../ledger/ledger.types.js';

/** How a span is divided into columns. */
export const StatementSplit = enumOf('StatementSplit', 'How a span is divided into columns.', {
  MONTH: 'A column for each month.',
  QUARTER: 'A column for three months each.',
  YEAR: 'A column for twelve months each.',
});
export type StatementSplit = EnumValue<typeof StatementSplit>;

/** What a statement is compared with. */
export const StatementComparison = enumOf(
  'StatementComparison',
  'What a statement is compared with.',
  {
    PREVIOUS_PERIOD: 'As many months, or days, right before.',
    PREVIOUS_YEAR: 'The same days of the year before.',
    BUDGET: 'The active budgets of these days; of the income statement only.',
  },
);
export type StatementComparison = EnumValue<typeof StatementComparison>;

/** The figures of an account in a trial balance. */
export const TrialBalanceFigure = enumOf(
  'TrialBalanceFigure',
  'The figures of an account in a trial balance.',
  {
    OPENING: 'Debits less credits before the first day.',
    DEBIT: 'Debits from the first day to the last.',
    CREDIT: 'Credits from the first day to the last.',
    CLOSING: 'Debits less credits up to the last day.',
  },
);
export type TrialBalanceFigure = EnumValue<typeof TrialBalanceFigure>;

/** How a cash flow statement comes to its figures. */
export const CashFlowMethod = enumOf(
  'CashFlowMethod',
  'How a cash flow statement comes to its figures.',
  {
    DIRECT: 'By what the entries that moved cash were for.',
    INDIRECT: 'From net income, and what the balance sheet took up or gave back.',
  },
);
export type CashFlowMethod = EnumValue<typeof CashFlowMethod>;

@ObjectType('CurrencyBalance', { description: 'Sums in one currency.' })
export class CurrencyBalance {
  @Field(() => CurrencyScalar, { description: 'The currency.' })
  currency!: string;
  @Field(() => DecimalScalar, { description: 'Sum of debits.' })
  debit!: string;
  @Field(() => DecimalScalar, { description: 'Sum of credits.' })
  credit!: string;
  @Field(() => DecimalScalar, { description: 'Debits less credits.' })
  balance!: string;
}

@ObjectType('AccountBalance', { description: 'What an account stands at on a day.' })
export class AccountBalance {
  @Field(() => LedgerAccountType.object, { nullable: true, description: 'The account.' })
  account!: { id: string } | null;
  @Field(() => DateScalar, { description: 'The day.' })
  asOf!: string;
  @Field(() => DecimalScalar, { description: 'Debits less credits in the base currency.' })
  baseBalance!: string;
  @Field(() => [CurrencyBalance], { description: 'By currency.' })
  currencies!: CurrencyBalance[];
}

@ObjectType('TrialBalanceRow', { description: 'One account of a trial balance.' })
export class TrialBalanceRow {
  @Field(() => LedgerAccountType.object, {
    nullable: true,
    description:
      'The account; its lines between the two days sum to debit and credit. Null in the last ' +
      'row: earnings of earlier years that no closing entry took over.',
  })
  account!: { id: string } | null;
  @Field(() => DecimalScalar, {
    description:
      'Debits less credits before the first day; of income and expenses since the fiscal year of ' +
      'that day began.',
  })
  opening!: string;
  @Field(() => DecimalScalar, { description: 'Sum of debits from the first day to the last.' })
  debit!: string;
  @Field(() => DecimalScalar, { description: 'Sum of credits from the first day to the last.' })
  credit!: string;
  @Field(() => DecimalScalar, { description: 'Opening and debits less credits.' })
  closing!: string;
  /**
   * What its figures are sums of; not part of the graph: uuids, the first day that counts (null: of
   * all), the first and the last day of the span.
   */
  about!: { accountIds: readonly string[]; from: string | null; start: string; to: string };
  /** What narrowed the statement; not part of the graph. */
  how?: FigureNarrowing;
}

@ObjectType('TrialBalance', { description: 'All accounts of a span, in the base currency.' })
export class TrialBalance {
  @Field(() => DateScalar, { description: 'First day.' })
  from!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  to!: string;
  @Field(() => [TrialBalanceRow], { description: 'Accounts with lines, by code.' })
  rows!: TrialBalanceRow[];
  @Field(() => DecimalScalar, { description: 'Sum of all debits.' })
  totalDebit!: string;
  @Field(() => DecimalScalar, { description: 'Sum of all credits; equal to that of debits.' })
  totalCredit!: string;
}

@ObjectType('GeneralLedgerRow', { description: 'A line with the balance behind it.' })
export class GeneralLedgerRow {
  @Field(() => JournalLineType.object, { nullable: true, description: 'The line.' })
  line!: { id: string } | null;
  @Field(() => DecimalScalar, { description: 'Balance of the account behind the line, in base.' })
  balance!: string;
}

@ObjectType('GeneralLedger', { description: 'The lines of one account in a span.' })
export class GeneralLedger {
  @Field(() => LedgerAccountType.object, { nullable: true, description: 'The account.' })
  account!: { id: string } | null;
  @Field(() => DecimalScalar, { description: 'Balance before the first day, in base.' })
  opening!: string;
  @Field(() => DecimalScalar, { description: 'Balance on the last day, in base.' })
  closing!: string;
  @Field(() => [GeneralLedgerRow], { description: 'Lines by day, in the order of posting.' })
  rows!: GeneralLedgerRow[];
  @Field(() => Boolean, { description: 'More lines follow: ask on with a later offset.' })
  hasMore!: boolean;
}

@ObjectType('StatementColumn', { description: 'What a column of a statement is about.' })
export class StatementColumn {
  @Field({ description: 'Words for people.' })
  label!: string;
  @Field(() => DateScalar, { description: 'First day.' })
  from!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  to!: string;
  /** What was meant for these days; not part of the graph. */
  isBudget?: true;
}

@ObjectType('StatementLine', { description: 'A line of a statement.' })
export class StatementLine {
  @Field({ description: 'Stable name of the line: TOTAL_ASSETS, or the code of the account.' })
  key!: string;
  @Field({ description: 'Words for people.' })
  label!: string;
  @Field(() => Int, { description: 'Depth: 0 totals, 1 groups, 2 accounts.' })
  level!: number;
  @Field(() => LedgerAccountType.object, {
    nullable: true,
    description: 'The account, if it is one; its lines in the days of a column sum to the amount.',
  })
  account!: { id: string } | null;
  @Field(() => [DecimalScalar], { description: 'One for each column, in the base currency.' })
  amounts!: string[];
  /** Which lines the amounts are sums of; not part of the graph. */
  figure!: FigureOf;
  /** What narrowed the statement; not part of the graph. */
  how?: FigureNarrowing;
}

@ObjectType('FinancialStatement', { description: 'A statement, line by line.' })
export class FinancialStatement {
  @Field(() => CurrencyScalar, { description: 'The base currency.' })
  currency!: string;
  @Field(() => [StatementColumn], { description: 'Its columns.' })
  columns!: StatementColumn[];
  @Field(() => [StatementLine], { description: 'Its lines from top to bottom.' })
  lines!: StatementLine[];
}
