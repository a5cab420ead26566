import type { DashboardContent } from '@bureau/core';

const YEARS = { grain: 'MONTH', last: 24 } as const;

/** What stands ready about people; for figures of pay nothing does. */
export const dashboards: DashboardContent[] = [
  {
    key: 'hr.people',
    title: 'People',
    description: 'How many work here, who comes and goes, and what leave is owed.',
    cards: [
      {
        key: 'headcount',
        title: 'Headcount',
        query: { measures: ['hr.headcount'], timeGrain: 'MONTH' },
        period: { grain: 'MONTH', last: 12 },
        chart: { kind: 'NUMBER', digits: 0 },
      },
      {
        key: 'headcountByUnit',
        title: 'Headcount by unit',
        query: {
          measures: ['hr.headcount'],
          dimensions: ['core.unit'],
          orderBy: [{ by: 'hr.headcount', direction: 'DESC' }],
        },
        chart: { kind: 'BAR' },
      },
      {
        key: 'moves',
        title: 'Who joined and who left',
        query: { measures: ['hr.joiners', 'hr.leavers'], timeGrain: 'QUARTER', fill: true },
        period: { grain: 'QUARTER', last: 8 },
        chart: { kind: 'BAR' },
      },
      {
        key: 'turnover',
        title: 'Turnover by quarter',
        query: { measures: ['hr.turnover'], timeGrain: 'QUARTER', fill: true },
        period: { grain: 'QUARTER', last: 8 },
        chart: { kind: 'LINE', isPercent: true },
      },
      {
        key: 'leaveOwed',
        title: 'Leave that is owed',
        query: {
          measures: ['hr.leaveLiability'],
          dimensions: ['hr.leaveType'],
          timeGrain: 'MONTH',
        },
        period: { grain: 'MONTH', last: 12 },
        chart: { kind: 'LINE' },
      },
      {
        key: 'leaveTaken',
        title: 'Leave taken by unit',
        query: {
          measures: ['hr.leaveTaken'],
          dimensions: ['core.unit'],
          orderBy: [{ by: 'hr.leaveTaken', direction: 'DESC' }],
        },
        period: { grain: 'MONTH', last: 12 },
        chart: { kind: 'BAR' },
      },
      {
        key: 'headcountOverTime',
        title: 'Headcount over two years',
        query: { measures: ['hr.headcount'], timeGrain: 'MONTH' },
        period: YEARS,
        chart: { kind: 'AREA' },
      },
    ],
  },
];
