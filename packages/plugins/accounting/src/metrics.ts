import { metricDimensions, type MetricFact, type Where } from '@bureau/core';
import { JournalLineType } from './ledger/ledger.types.js';
import { OpenItemType } from './trade/trade.types.js';

const CLOSING: Where = { kind: { eq: 'CLOSING' } };

/** Entries that zero a year, and what takes them back, are no part of what it earned and spent. */
const open: Where = { not: { entry: { or: [CLOSING, { reverses: CLOSING }] } } };

function ofType(type: 'INCOME' | 'EXPENSE'): Where {
  return { and: [{ account: { type: { eq: type } } }, open] };
}

const EXPENSES: Where[] = [{ account: { type: { eq: 'EXPENSE' } } }, open];
/** What hiring costs is posted to accounts of many kinds: lines say so by a dimension value. */
const HIRING: Where = { dimensionSet: { items: { some: { value: { code: { eq: 'HIRING' } } } } } };

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
    'accounting.dimension.*': {
      path: 'dimensionSet.items[dimension.code=*].value',
      label: 'name',
      description: 'Cost centre, project: put the code of the dimension in the place of the star.',
    },
  },
  rollups: [
    {
      name: 'accounting.lineMonths',
      description: 'Lines by month, account, party and dimension values.',
      table: 'line_month',
      grain: 'MONTH',
      carries: ['account', 'party', 'dimensionSet'],
      sums: ['baseAmount'],
      holds: { is_open: open },
    },
  ],
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
    'accounting.hiringCost': {
      kind: 'SUM',
      of: 'baseAmount',
      where: { and: [...EXPENSES, HIRING] },
      unit: BASE,
      description: 'Cost that carries a dimension value with the code HIRING.',
    },
    'accounting.costPerHire': {
      kind: 'RATIO',
      of: 'accounting.hiringCost',
      per: 'hr.hires',
      unit: BASE,
      description: 'Cost of hiring for each one who was hired.',
    },
    'accounting.costPerEmployee': {
      kind: 'RATIO',
      of: 'accounting.personnelCost',
      per: 'hr.headcount',
      unit: BASE,
      description: 'Personnel cost for each one who is employed on the last day.',
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

function openOn(side: 'RECEIVABLE' | 'PAYABLE'): Where {
  return { isOpen: { eq: true }, side: { eq: side } };
}

/** Open items as they stand, by age; what is expected of them, by due day. */
const openItems: MetricFact = {
  type: OpenItemType,
  description: 'What is owed, in the base currency, as it stands; what is expected by due day.',
  dimensions: {
    ...metricDimensions.party('party'),
    'accounting.side': { path: 'side', description: 'Customers, or suppliers and employees.' },
    'accounting.openItemKind': { path: 'kind', description: 'What the item comes from.' },
    'accounting.overdue': {
      path: 'dueOn',
      ages: [0, 30, 60, 90],
      description: 'Days since the due day: 0 is not due, 91+ the oldest; none: never due.',
    },
  },
  measures: {
    'accounting.openItems': {
      kind: 'COUNT',
      where: { isOpen: { eq: true } },
      unit: 'items',
      description: 'Receivables, payables and credits that are open.',
    },
    'accounting.openReceivables': {
      kind: 'SUM',
      of: 'openBaseAmount',
      where: openOn('RECEIVABLE'),
      unit: BASE,
      description: 'What customers owe today, less their credits.',
    },
    'accounting.openPayables': {
      kind: 'SUM',
      of: { negate: 'openBaseAmount' },
      where: openOn('PAYABLE'),
      unit: BASE,
      description: 'What is owed to suppliers and employees today, less our credits.',
    },
    'accounting.expectedInflow': {
      kind: 'SUM',
      of: 'openBaseAmount',
      where: openOn('RECEIVABLE'),
      time: { path: 'dueOn' },
      unit: BASE,
      description: 'Open receivables by due day: what is overdue stands in the past.',
    },
    'accounting.expectedOutflow': {
      kind: 'SUM',
      of: { negate: 'openBaseAmount' },
      where: openOn('PAYABLE'),
      time: { path: 'dueOn' },
      unit: BASE,
      description: 'Open payables by due day: what is overdue stands in the past.',
    },
    'accounting.expectedCash': {
      kind: 'SUM',
      of: 'openBaseAmount',
      where: { isOpen: { eq: true } },
      time: { path: 'dueOn' },
      unit: BASE,
      description: 'Open receivables less open payables, by due day.',
    },
  },
};

/** What is counted and summed of the books. */
export const metrics: MetricFact[] = [lines, openItems];
