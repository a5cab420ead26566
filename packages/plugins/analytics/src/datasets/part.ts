import { type DefaultRole, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { dataSets } from '../migrations/0012-data-sets.js';
import { DataRow, DataSet, DataSetShare } from './data-set.entity.js';
import { dataSetImport } from './data-set.import.js';
import { DataSetResolver } from './data-set.resolver.js';
import { DataRowType, DataSetShareType, DataSetType } from './data-set.types.js';
import { dataRowsErased } from './erased.js';
import { dataSetErrors } from './errors.js';
import { READ, WRITE } from './visibility.js';

const rules: RuleTree = {
  DataSet: { '*': READ },
  DataSetShare: { '*': READ },
  DataRow: { '*': READ },
  DataSetColumn: { '*': READ },
  Mutation: {
    dataSetCreate: WRITE,
    dataSetUpdate: WRITE,
    dataSetSharesSet: WRITE,
    dataSetImport: WRITE,
    dataSetDelete: WRITE,
  },
};

const roles: DefaultRole[] = [
  {
    key: 'analyst',
    name: 'Analyst',
    description: 'Asks for figures of people, devices and books; no pay.',
    permissions: [READ, WRITE, 'core.upload.write', 'core.job.read'],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [READ],
  },
];

/** Figures from outside that stand beside those of the platform. */
export const dataSetsPart: PluginPart = {
  entities: [DataSet, DataSetShare, DataRow],
  types: [DataSetType, DataSetShareType, DataRowType],
  migrations: [dataSets],
  resolvers: [DataSetResolver],
  imports: [dataSetImport],
  on: [dataRowsErased],
  permissions: permissionsOf('analytics', {
    'dataSet.read': 'See data sets that are yours or shared with you, and ask for their figures.',
    'dataSet.write': 'Make data sets, load rows into them, and share them.',
    'dataSet.manage': 'See and change the data sets of everybody.',
  }),
  rules,
  roles,
  errors: dataSetErrors.table,
};
