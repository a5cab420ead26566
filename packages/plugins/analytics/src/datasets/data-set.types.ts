import {
  ColumnMappingInput,
  enumOf,
  type EnumValue,
  type Exposed,
  expose,
  Field,
  ID,
  ImportOnError,
  InputType,
  inputOf,
  JobType,
  many,
  ObjectType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { owned } from '../dashboards/visibility.js';
import { DataRow, DataSet, DataSetShare } from './data-set.entity.js';
import { visibleSets, visibleWithSet } from './visibility.js';

export const DataColumnKind = enumOf('DataColumnKind', 'What a column of a data set holds.', {
  TEXT: 'Texts; of a dimension whose values are records: their keys, such as codes.',
  NUMBER: 'Numbers, with up to 12 decimals.',
  MONEY: 'Amounts of one currency.',
  DATE: 'Days, such as 2026-03-31.',
});
export type DataColumnKind = EnumValue<typeof DataColumnKind>;

export const DataFigure = enumOf('DataFigure', 'How the numbers of a column are put together.', {
  SUM: 'They are added, over everything.',
  LEVEL: 'They are added over everything but time, of which the last day until the end counts.',
  AVERAGE: 'They are never added: their mean.',
  MIN: 'They are never added: the smallest.',
  MAX: 'They are never added: the largest.',
});
export type DataFigure = EnumValue<typeof DataFigure>;

export const DataLoad = enumOf('DataLoad', 'What becomes of the rows that are there.', {
  REPLACE: 'Those of the file take their place, all or none.',
  APPEND: 'They stay, and those of the file are added.',
});
export type DataLoad = EnumValue<typeof DataLoad>;

export const DataSetType: Exposed = expose(DataSet, {
  prefix: 'fds',
  filter: ['title', 'owner', 'isPublic', 'loadedAt'],
  order: ['title', 'createdAt'],
  by: ['key'],
  relations: {
    shares: many(() => DataSetShareType, 'dataSet', 'Roles whose holders see it.'),
    rows: many(() => DataRowType, 'dataSet', 'What was loaded.'),
  },
  conditions: { own: owned },
  always: visibleSets,
});

export const DataSetShareType: Exposed = expose(DataSetShare, {
  prefix: 'fdh',
  root: false,
  filter: ['dataSet', 'role'],
  conditions: { own: (principal) => ({ dataSet: owned(principal) }) },
  always: visibleWithSet,
});

export const DataRowType: Exposed = expose(DataRow, {
  prefix: 'fdr',
  root: false,
  filter: ['dataSet', 'day'],
  order: ['day'],
  conditions: { own: (principal) => ({ dataSet: owned(principal) }) },
  always: visibleWithSet,
});

@InputType('DataSetColumnInput', { description: 'A column of a data set.' })
export class DataSetColumnInput {
  @Field(() => String, {
    description: 'Its header: small letters, digits and underscores, 40 at most.',
  })
  name!: string;
  @Field(() => String, { nullable: true, description: 'What people call it; default: its name.' })
  label?: string | null;
  @Field(() => DataColumnKind, { description: 'What it holds.' })
  kind!: DataColumnKind;
  @Field(() => DataFigure, {
    nullable: true,
    description: 'Of numbers and amounts; default: SUM.',
  })
  figure?: DataFigure | null;
  @Field(() => String, { nullable: true, description: 'Of amounts: ISO 4217, such as EUR.' })
  currency?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Dimension of the model on which its rows meet other figures, such as core.unit; ' +
      'records are named by their key, such as a code.',
  })
  dimension?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Its day is the day of the row.' })
  isTime?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Rows are told apart by it.' })
  isKey?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether every row needs a value.' })
  isRequired?: boolean | null;
}

@ObjectType('DataSetColumn', { description: 'A column of a data set.' })
export class DataSetColumn {
  @Field(() => String, { description: 'Its header in files.' })
  name!: string;
  @Field(() => String, { description: 'What people call it.' })
  label!: string;
  @Field(() => DataColumnKind, { description: 'What it holds.' })
  kind!: DataColumnKind;
  @Field(() => DataFigure, { nullable: true, description: 'How its numbers are put together.' })
  figure!: DataFigure | null;
  @Field(() => String, { nullable: true, description: 'Currency of its amounts.' })
  currency!: string | null;
  @Field(() => String, { nullable: true, description: 'Dimension on which rows meet others.' })
  dimension!: string | null;
  @Field(() => Boolean, { description: 'Whether its day is the day of the row.' })
  isTime!: boolean;
  @Field(() => Boolean, { description: 'Whether rows are told apart by it.' })
  isKey!: boolean;
  @Field(() => Boolean, { description: 'Whether every row needs a value.' })
  isRequired!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Name of its measure in queries; null: rows are grouped by it.',
  })
  measure!: string | null;
}

@InputType({ description: 'A new data set; yours.' })
export class DataSetCreateInput extends inputOf(DataSet, ['key', 'title', 'description']) {
  @Field(() => [DataSetColumnInput], { description: 'Its columns; at most 40.' })
  columns!: DataSetColumnInput[];
}

@InputType({ description: 'Other words for a data set; its columns stay.' })
export class DataSetUpdateInput extends patchOf(DataSet, ['title', 'description'], {
  id: 'dataSetId',
}) {}

@InputType({
  description: 'Who shall see a data set: all of it, what is not named is taken away.',
})
export class DataSetSharesSetInput extends inputOf(DataSet, ['isPublic'], { id: 'dataSetId' }) {
  @Field(() => [ID], { description: 'Roles whose holders see it, at most 20.' })
  roleIds!: string[];
}

@InputType({ description: 'A file of rows for a data set.' })
export class DataSetImportInput {
  @Field(() => ID, { description: 'The data set.' })
  dataSetId!: string;
  @Field(() => ID, { description: 'The uploaded CSV file.' })
  uploadId!: string;
  @Field(() => DataLoad, { description: 'What becomes of the rows that are there.' })
  load!: DataLoad;
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
}

@InputType({ description: 'A data set, and the version of the record that you saw.' })
export class DataSetDeleteInput extends inputOf(DataSet, [], { id: 'dataSetId' }) {}

export const DataSetCreatePayload = payloadOf('DataSetCreatePayload', { dataSet: DataSetType });
export const DataSetUpdatePayload = payloadOf('DataSetUpdatePayload', { dataSet: DataSetType });
export const DataSetSharesSetPayload = payloadOf('DataSetSharesSetPayload', {
  dataSet: DataSetType,
});
export const DataSetImportPayload = payloadOf('DataSetImportPayload', { job: JobType });
export const DataSetDeletePayload = payloadOf(
  'DataSetDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The data set that is gone, with its rows.' } },
);
