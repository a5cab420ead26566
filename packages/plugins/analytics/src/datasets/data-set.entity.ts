import { defineEntity, p, record, Role, User } from '@bureau/core';
import type { StoredColumn } from './column.js';

export const DataSetSchema = defineEntity({
  name: 'DataSet',
  schema: 'analytics',
  tableName: 'data_set',
  comment: 'Figures from outside that stand beside those of the platform: targets, prices, counts.',
  properties: {
    ...record(),
    key: p.string().length(40).comment('Its name in measures: dataSet.<key>.<column>'),
    title: p.string().length(120).comment('What it is called'),
    description: p.string().length(1000).nullable().comment('Where it comes from'),
    owner: () => p.manyToOne(User).comment('Who answers for it'),
    isPublic: p
      .boolean()
      .default(false)
      .comment('Everybody of the organization who may read data sets sees it'),
    columns: p.json<readonly StoredColumn[]>().hidden().comment('Its columns'),
    loads: p.integer().default(0).comment('How often rows were loaded'),
    loadedAt: p.datetime(6).nullable().comment('When rows were loaded last'),
  },
});

/** Figures from outside that stand beside those of the platform. */
export class DataSet extends DataSetSchema.class {}
DataSetSchema.setClass(DataSet);

export const DataSetShareSchema = defineEntity({
  name: 'DataSetShare',
  schema: 'analytics',
  tableName: 'data_set_share',
  comment: 'A role whose holders see a data set.',
  properties: {
    ...record(),
    dataSet: () => p.manyToOne(DataSet).comment('The data set'),
    role: () => p.manyToOne(Role).comment('The role'),
  },
});

/** A role whose holders see a data set. */
export class DataSetShare extends DataSetShareSchema.class {}
DataSetShareSchema.setClass(DataSetShare);

export const DataRowSchema = defineEntity({
  name: 'DataRow',
  schema: 'analytics',
  tableName: 'data_row',
  comment: 'A row of a data set; it comes and goes with files.',
  properties: {
    ...record(),
    dataSet: () => p.manyToOne(DataSet).comment('The data set'),
    jobId: p.uuid().comment('The job that loaded it'),
    day: p.date().nullable().comment('Day of the row, by the column that is the time'),
    rowKey: p.string().length(500).nullable().comment('By what rows are told apart'),
    cells: p.json<Record<string, string>>().comment('Texts, numbers and days by column'),
    refs: p
      .json<Record<string, string>>()
      .hidden()
      .comment('Uuids of the records that columns name'),
  },
});

/** A row of a data set. */
export class DataRow extends DataRowSchema.class {}
DataRowSchema.setClass(DataRow);
