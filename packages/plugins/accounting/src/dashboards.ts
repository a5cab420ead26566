import type { DashboardContent } from '@bureau/core';

const YEAR = { grain: 'MONTH', last: 12 } as const;
const WHOLE = { digits: 0 } as const;

const cash: DashboardContent = {
  key: 'accounting.cash',
  title: 'Cash and forecast',
  description: 'What is in the bank, what is owed, and what is expected.',
  cards: [
    {
      key: 'now',
      title: 'Cash and bank',
      query: { measures: ['accounting.cash'], timeGrain: 'MONTH' },
      period: YEAR,
      chart: { kind: 'NUMBER', ...WHOLE },
    },
    {
      key: 'overTime',
      title: 'Cash and bank at the end of each month',
      query: { measures: ['accounting.cash'], timeGrain: 'MONTH' },
      period: { grain: 'MONTH', last: 24 },
      chart: { kind: 'AREA' },
    },
    {
      key: 'owed',
      title: 'What we are owed and what we owe',
      query: { measures: ['accounting.receivables', 'accounting.payables'], timeGrain: 'MONTH' },
      period: YEAR,
      chart: { kind: 'LINE' },
    },
    {
      key: 'expected',
      title: 'What comes and goes by due day, as it stands',
      query: {
        measures: ['accounting.expectedInflow', 'accounting.expectedOutflow'],
        timeGrain: 'WEEK',
        fill: true,
      },
      period: { grain: 'WEEK', last: 5, next: 8 },
      chart: { kind: 'BAR' },
    },
    {
      key: 'taxes',
      title: 'Taxes owed',
      query: { measures: ['accounting.taxesOwed'], timeGrain: 'MONTH' },
      period: YEAR,
      chart: { kind: 'BAR' },
    },
  ],
};

const performance: DashboardContent = {
  key: 'accounting.performance',
  title: 'Revenue and cost',
  description: 'What is earned and spent by month, and on what.',
  cards: [
    {
      key: 'revenue',
      title: 'Revenue',
      query: { measures: ['accounting.revenue'], timeGrain: 'MONTH', fill: true },
      period: YEAR,
      chart: { kind: 'NUMBER', ...WHOLE },
    },
    {
      key: 'byMonth',
      title: 'Earned and spent by month',
      query: {
        measures: ['accounting.income', 'accounting.cost'],
        timeGrain: 'MONTH',
        fill: true,
      },
      period: YEAR,
      chart: {
        kind: 'BAR',
        labels: [
          { measure: 'accounting.income', label: 'Earned' },
          { measure: 'accounting.cost', label: 'Spent' },
        ],
      },
    },
    {
      key: 'result',
      title: 'Result by month',
      query: { measures: ['accounting.result'], timeGrain: 'MONTH', fill: true },
      period: YEAR,
      chart: { kind: 'BAR' },
    },
    {
      key: 'costs',
      title: 'Largest costs of the last twelve months',
      query: {
        measures: ['accounting.cost'],
        dimensions: ['accounting.account'],
        orderBy: [{ by: 'accounting.cost', direction: 'DESC' }],
        where: [{ dimension: 'accounting.accountType', in: ['EXPENSE'] }],
        limit: 12,
      },
      period: YEAR,
      chart: { kind: 'BAR' },
    },
    {
      key: 'comparison',
      title: 'Against the year before',
      query: {
        measures: ['accounting.revenue'],
        timeGrain: 'QUARTER',
        compareTo: 'PREVIOUS_YEAR',
        fill: true,
      },
      period: { grain: 'QUARTER', last: 4 },
      chart: { kind: 'BAR' },
    },
  ],
};

const receivables: DashboardContent = {
  key: 'accounting.receivables',
  title: 'Receivables',
  description: 'What customers owe, how long it is due, and who owes most.',
  cards: [
    {
      key: 'open',
      title: 'What customers owe',
      query: { measures: ['accounting.receivables'], timeGrain: 'MONTH' },
      period: YEAR,
      chart: { kind: 'NUMBER', ...WHOLE },
    },
    {
      key: 'age',
      title: 'Open receivables by days overdue',
      query: { measures: ['accounting.openReceivables'], dimensions: ['accounting.overdue'] },
      chart: { kind: 'BAR' },
    },
    {
      key: 'overTime',
      title: 'What customers owe at the end of each month',
      query: { measures: ['accounting.receivables'], timeGrain: 'MONTH' },
      period: YEAR,
      chart: { kind: 'AREA' },
    },
    {
      key: 'who',
      title: 'Who owes most',
      query: {
        measures: ['accounting.openReceivables'],
        dimensions: ['core.party'],
        orderBy: [{ by: 'accounting.openReceivables', direction: 'DESC' }],
        limit: 10,
      },
      chart: { kind: 'BAR' },
    },
  ],
};

/** What stands ready about the books. */
export const dashboards: DashboardContent[] = [cash, performance, receivables];
