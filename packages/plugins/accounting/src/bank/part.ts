import {
  type DefaultRole,
  permissionsOf,
  type PluginDefinition,
  type RuleTree,
} from '@bureau/core';
import { rates } from '../migrations/0050-rates.js';
import { rateErrors } from '../rates/errors.js';
import { ExchangeRate, ExchangeRateType } from '../rates/exchange-rate.entity.js';
import { exchangeRateImport } from '../rates/rate.import.js';
import { RateResolver } from '../rates/rate.resolver.js';

const RATE = 'accounting.exchangeRate.read';
const RATE_WRITE = 'accounting.exchangeRate.write';

const rules: RuleTree = {
  ExchangeRate: { '*': RATE },
  ExchangeQuote: { '*': RATE },
  Query: { exchangeRateOn: RATE },
  Mutation: { exchangeRatesSave: RATE_WRITE, exchangeRateDelete: RATE_WRITE },
};

const READ = [RATE] as const;

const roles: DefaultRole[] = [
  {
    key: 'bookkeeper',
    name: 'Bookkeeper',
    description: 'Enters and posts invoices, bills and payments.',
    permissions: [...READ],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [...READ, RATE_WRITE, 'core.upload.write'],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [...READ, RATE_WRITE, 'core.upload.write'],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [...READ],
  },
];

/** Rates of exchange and what happens at banks. */
export const bankPart = {
  entities: [ExchangeRate],
  types: [ExchangeRateType],
  migrations: [rates],
  resolvers: [RateResolver],
  permissions: permissionsOf('accounting', {
    'exchangeRate.read': 'Read rates of exchange.',
    'exchangeRate.write': 'Enter, import and take away rates of exchange.',
  }),
  rules,
  roles,
  errors: rateErrors.table,
  imports: [exchangeRateImport],
} satisfies Partial<PluginDefinition>;
