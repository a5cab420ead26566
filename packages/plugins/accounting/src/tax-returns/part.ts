import { type DefaultRole, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { taxReturns } from '../migrations/0042-tax-returns.js';
import { taxReturnErrors } from './errors.js';
import { TaxReturnFiled } from './events.js';
import { TaxBox, TaxBoxSource, TaxForm } from './tax-form.entity.js';
import { TaxReturn, TaxReturnBox, TaxReturnEntry } from './tax-return.entity.js';
import { TaxReturnResolver } from './tax-return.resolver.js';
import {
  TaxBoxSourceType,
  TaxBoxType,
  TaxFormType,
  TaxReturnBoxType,
  TaxReturnEntryType,
  TaxReturnType,
} from './tax-returns.types.js';

const SETUP = 'accounting.setup.read';
const MANAGE = 'accounting.setup.manage';
const READ = 'accounting.taxReturn.read';
const PREPARE = 'accounting.taxReturn.prepare';
const FILE = 'accounting.taxReturn.file';

const rules: RuleTree = {
  TaxForm: { '*': SETUP },
  TaxBox: { '*': SETUP },
  TaxBoxSource: { '*': SETUP },
  TaxReturn: { '*': READ },
  TaxReturnBox: { '*': READ },
  TaxReturnEntry: { '*': READ },
  Mutation: {
    taxFormCreate: MANAGE,
    taxFormUse: MANAGE,
    taxReturnPrepare: PREPARE,
    taxReturnDelete: PREPARE,
    taxReturnFile: FILE,
  },
};

const roles: DefaultRole[] = [
  {
    key: 'bookkeeper',
    name: 'Bookkeeper',
    description: 'Enters and posts invoices, bills and payments.',
    permissions: [READ, PREPARE],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [READ, PREPARE, FILE],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [READ, FILE],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];

/** Forms of the tax office, and the returns that are filed with it. */
export const taxReturnsPart: PluginPart = {
  entities: [TaxForm, TaxBox, TaxBoxSource, TaxReturn, TaxReturnBox, TaxReturnEntry],
  types: [
    TaxFormType,
    TaxBoxType,
    TaxBoxSourceType,
    TaxReturnType,
    TaxReturnBoxType,
    TaxReturnEntryType,
  ],
  migrations: [taxReturns],
  resolvers: [TaxReturnResolver],
  permissions: permissionsOf('accounting', {
    'taxReturn.read': 'Read tax returns.',
    'taxReturn.prepare': 'Prepare tax returns.',
    'taxReturn.file': 'File tax returns: they go into the books.',
  }),
  rules,
  roles,
  errors: taxReturnErrors.table,
  events: [TaxReturnFiled],
};
