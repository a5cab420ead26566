import { metricDimensions, type MetricFact, type Where } from '@bureau/core';
import { JournalLineType } from './ledger/ledger.types.js';

const CLOSING: Where = { kind: { eq: 'CLOSING' } };

/** Entries that zero a year, and what takes them back, are no part of what it earned and spent. */
const open: Where = { not: { entry: { or: [CLOSING, { reverses: CLOSING }] } } };

function ofType(type: 'INCOME' | 'EXPENSE'): Where {
  return { and: [{ account: { type: { eq: type } } }, open] };
}

function ofSubtype(subtype: string): Where {
  return { account: { subtype: { eq: subtype } } };
}

const BASE = 'base currency';

/** Lines of the ledger, in the base currency. */
const lines: MetricFact = {
  type: JournalLineType,
  description: 'Lines of posted entries, by posting date, in the base currency.',
  time: { path: 'postedOn' },
  dimensions: {
    ...metricDimensions.party('party'),
    'accounting.account': { path: 'account', label: 'name', description: 'The account.' },
    'accounting.accountCode': { path: 'account.code', description: 'Code of the account.' },
    'accounting.accountType': { path: 'account.type', description: 'What the account stands for.' },
    'accounting.accountSubtype': {
      path: 'account.subtype',
      description: 'Where the account stands in statements.',
    },
    'accounting.journal': { path: 'entry.journal', label: 'name', description: 'The journal.' },
    'accounting.currency': { path: 'currency', description: 'Currency that was posted in.' },
  },
  measures: {
    'accounting.lines': { kind: 'COUNT', unit: 'lines', description: 'Lines posted.' },
    'accounting.revenue': {
      kind: 'SUM',
      of: { negate: 'baseAmount' },
      where: { and: [ofSubtype('REVENUE'), open] },
      unit: BASE,
      description: 'Sales.',
    },
    'accounting.income': {
      kind: 'SUM',
      of: { negate: 'baseAmount' },
      where: ofType('INCOME'),
      unit: BASE,
      description: 'Everything earned.',
    },
    'accounting.cost': {
      kind: 'SUM',
      of: 'baseAmount',
      where: ofType('EXPENSE'),
      unit: BASE,
      description: 'Everything spent.',
    },
    'accounting.personnelCost': {
      kind: 'SUM',
      of: 'baseAmount',
      where: { and: [ofSubtype('PERSONNEL_EXPENSE'), open] },
      unit: BASE,
      description: 'Wages, salaries and social security.',
    },
    'accounting.depreciation': {
      kind: 'SUM',
      of: 'baseAmount',
      where: { and: [ofSubtype('DEPRECIATION'), open] },
      unit: BASE,
      description: 'Depreciation and amortization.',
    },
    'accounting.taxesOwed': {
      kind: 'BALANCE',
      of: { negate: 'baseAmount' },
      where: ofSubtype('TAX_PAYABLE'),
      unit: BASE,
      description: 'Taxes owed, less input tax, at the end of the period.',
    },
    'accounting.result': {
      kind: 'SUM',
      of: { negate: 'baseAmount' },
      where: { and: [{ account: { type: { in: ['INCOME', 'EXPENSE'] } } }, open] },
      unit: BASE,
      description: 'Earned less spent.',
    },
    'accounting.margin': {
      kind: 'RATIO',
      of: 'accounting.result',
      per: 'accounting.revenue',
      description: 'Result of each unit of sales.',
    },
    'accounting.cash': {
      kind: 'BALANCE',
      of: 'baseAmount',
      where: ofSubtype('CASH'),
      unit: BASE,
      description: 'Cash and bank at the end of the period.',
    },
    'accounting.receivables': {
      kind: 'BALANCE',
      of: 'baseAmount',
      where: ofSubtype('RECEIVABLE'),
      unit: BASE,
      description: 'What customers owe at the end of the period.',
    },
    'accounting.payables': {
      kind: 'BALANCE',
      of: { negate: 'baseAmount' },
      where: ofSubtype('PAYABLE'),
      unit: BASE,
      description: 'What is owed to suppliers at the end of the period.',
    },
  },
  hierarchies: {
    accounts: ['accounting.accountType', 'accounting.accountSubtype', 'accounting.account'],
  },
};

/** What is counted and summed of the books. */
export const metrics: MetricFact[] = [lines];
