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
  },
);
export type StatementComparison = EnumValue<typeof StatementComparison>;

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
    description: 'The account; its lines between the two days sum to debit and credit.',
  })
  account!: { id: string } | null;
  @Field(() => DecimalScalar, { description: 'Debits less credits before the first day.' })
  opening!: string;
  @Field(() => DecimalScalar, { description: 'Sum of debits from the first day to the last.' })
  debit!: string;
  @Field(() => DecimalScalar, { description: 'Sum of credits from the first day to the last.' })
  credit!: string;
  @Field(() => DecimalScalar, { description: 'Opening and debits less credits.' })
  closing!: string;
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
