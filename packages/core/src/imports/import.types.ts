import { JobType } from '../jobs/job.types.js';
import { enumOf, type EnumValue } from '../model/enums.js';
import { Field, ID, InputType, Int, ObjectType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';

/** What becomes of the other rows when some have faults. */
export const ImportOnError = enumOf('ImportOnError', 'What becomes of the rows without faults.', {
  REJECT_ALL: 'All rows are written or none, also when the server fails in between.',
  REJECT_FAILED: 'Rows with faults, and rows that depend on them, are left out.',
});
export type ImportOnError = EnumValue<typeof ImportOnError>;

/** What rows do whose key is there already. */
export const ImportMode = enumOf('ImportMode', 'What rows do whose key is there already.', {
  CREATE: 'Every row makes a record; a key that is there already is a fault.',
  UPSERT: 'A row whose key is there changes that record; empty cells leave what is there.',
});
export type ImportMode = EnumValue<typeof ImportMode>;

/** How the cells of a column are written. */
export const ImportColumnKind = enumOf('ImportColumnKind', 'How cells of a column are written.', {
  TEXT: 'Text as it is; white space around it does not count.',
  DATE: 'A day, such as 2026-03-31.',
  DECIMAL: 'A number, such as 1200.50.',
  INTEGER: 'A whole number.',
  BOOLEAN: 'true or false.',
  CURRENCY: 'Three letters of ISO 4217, such as EUR.',
  ENUM: 'One of the values of the column.',
  INSTANT: 'Date, time and offset, such as 2026-03-31T12:30:00Z.',
});
export type ImportColumnKind = EnumValue<typeof ImportColumnKind>;

@InputType('ColumnMappingInput', { description: 'Which column a header of the file stands for.' })
export class ColumnMappingInput {
  @Field(() => String, { description: 'Header as it stands in the file.' })
  header!: string;
  @Field(() => String, { nullable: true, description: 'Column; without one it is left out.' })
  column?: string | null;
}

/** How the rows of a file shall be written. */
@InputType('ImportOptions', { description: 'How the rows of a file shall be written.' })
export class ImportOptions {
  @Field(() => [ColumnMappingInput], {
    nullable: true,
    description: 'For headers that are not the names of columns.',
  })
  mapping?: ColumnMappingInput[] | null;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Only find all faults: every row is tried, nothing is written.',
  })
  dryRun!: boolean;
  @Field(() => ImportOnError, {
    defaultValue: 'REJECT_ALL',
    description: 'What becomes of the rows without faults.',
  })
  onError!: ImportOnError;
  @Field(() => String, {
    nullable: true,
    description: 'Comma, semicolon or tab; found out when it is not given.',
  })
  delimiter?: string | null;
  @Field(() => ImportMode, {
    defaultValue: 'CREATE',
    description: 'What rows do whose key is there already.',
  })
  mode!: ImportMode;
}

@InputType('ImportInput', { description: 'A file of rows, and how they shall be written.' })
export class ImportInput extends ImportOptions {
  @Field(() => ID, { description: 'The uploaded CSV file.' })
  uploadId!: string;
}

@InputType('ImportStartInput', { description: 'A file of rows of any kind that is imported.' })
export class ImportStartInput extends ImportOptions {
  @Field(() => String, { description: 'Kind of the rows, such as employee (importTypes).' })
  type!: string;
  @Field(() => ID, { nullable: true, description: 'The uploaded CSV file.' })
  uploadId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Instead of an upload: the result of an export as CSV.',
  })
  fileId?: string | null;
}

export const ImportPayload = payloadOf('ImportPayload', { job: JobType });

@ObjectType('ImportTemplateColumn', { description: 'A column that an import takes.' })
export class ImportTemplateColumn {
  @Field(() => String, { description: 'Its header.' })
  name!: string;
  @Field(() => String, { description: 'What it holds.' })
  description!: string;
  @Field(() => ImportColumnKind, { description: 'How its cells are written.' })
  kind!: ImportColumnKind;
  @Field(() => Boolean, { description: 'Whether every row needs a value.' })
  isRequired!: boolean;
  @Field(() => [String], { nullable: true, description: 'The values that it may have.' })
  values?: readonly string[] | null;
  @Field(() => Int, { nullable: true, description: 'Characters at most.' })
  maxLength?: number | null;
}

@ObjectType('ImportTemplate', { description: 'What a file for an import looks like.' })
export class ImportTemplate {
  @Field(() => String, { description: 'Kind of the rows, such as employee.' })
  kind!: string;
  @Field(() => String, { description: 'What is imported.' })
  description!: string;
  @Field(() => String, { description: 'The header line, with all columns.' })
  header!: string;
  @Field(() => [String], { description: 'Columns by which rows are told apart.' })
  key!: readonly string[];
  @Field(() => Boolean, { description: 'Whether rows can change records that are there.' })
  canUpsert!: boolean;
  @Field(() => Boolean, { description: 'Whether records can be exported in these columns.' })
  canExport!: boolean;
  @Field(() => [ImportTemplateColumn], { description: 'The columns, in the order of the header.' })
  columns!: ImportTemplateColumn[];
}
