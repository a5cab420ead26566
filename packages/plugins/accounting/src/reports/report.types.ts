import {
  DateScalar,
  DateTimeScalar,
  enumOf,
  type EnumValue,
  Field,
  ID,
  InputType,
  JobType,
  payloadOf,
} from '@bureau/core';
import {
  CashFlowMethod,
  StatementComparison,
  StatementSplit,
} from '../statements/statement.types.js';

/** The statements that are written into files. */
export const StatementKind = enumOf('StatementKind', 'The statements.', {
  TRIAL_BALANCE: 'All accounts: opening, debits, credits, closing.',
  GENERAL_LEDGER: 'The lines of one account with running balance.',
  BALANCE_SHEET: 'What is owned and owed.',
  INCOME_STATEMENT: 'What was earned and spent.',
  EQUITY_STATEMENT: 'How equity came from the beginning to the end.',
  CASH_FLOW_STATEMENT: 'Where cash came from and went to.',
});
export type StatementKind = EnumValue<typeof StatementKind>;

/** Forms of files of statements. */
export const StatementFileFormat = enumOf('StatementFileFormat', 'Forms of files of statements.', {
  CSV: 'For programs: a header, amounts with a point.',
  XLSX: 'A workbook of Excel.',
  PDF: 'For people, on paper.',
});
export type StatementFileFormat = EnumValue<typeof StatementFileFormat>;

@InputType({ description: 'Which statement to write into a file, and how.' })
export class StatementExportInput {
  @Field(() => StatementKind, { description: 'The statement.' })
  statement!: StatementKind;
  @Field(() => StatementFileFormat, { description: 'The form of the file.' })
  format!: StatementFileFormat;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day; default: that of the fiscal year. A balance sheet needs none.',
  })
  from?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day; default: today.' })
  to?: string | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Only what was posted at this instant or before; default: everything.',
  })
  knownAt?: Date | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Only lines that carry all of these dimension values.',
  })
  dimensionValueIds?: string[] | null;
  @Field(() => StatementSplit, { nullable: true, description: 'Divides the span into columns.' })
  columns?: StatementSplit | null;
  @Field(() => [StatementComparison], { nullable: true, description: 'Columns to compare with.' })
  compare?: StatementComparison[] | null;
  @Field(() => CashFlowMethod, {
    nullable: true,
    description: 'Of a cash flow statement; default: DIRECT.',
  })
  method?: CashFlowMethod | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Counts closing entries in an income statement; default: no.',
  })
  includeClosingEntries?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Account of a general ledger.' })
  accountCode?: string | null;
}

export const StatementExportPayload = payloadOf('StatementExportPayload', { job: JobType });
