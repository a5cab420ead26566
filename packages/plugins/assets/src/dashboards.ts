import type { DashboardContent } from '@bureau/core';

/** What stands ready about equipment and software. */
export const dashboards: DashboardContent[] = [
  {
    key: 'assets.inventory',
    title: 'Assets and licences',
    description: 'What there is and what it cost, warranties that end, and how licences are used.',
    cards: [
      {
        key: 'cost',
        title: 'Cost of what is there',
        query: { measures: ['assets.acquisitionCost'] },
        chart: {
          kind: 'NUMBER',
          digits: 0,
          labels: [{ measure: 'assets.acquisitionCost', label: 'Cost' }],
        },
      },
      {
        key: 'state',
        title: 'Assets by state',
        query: { measures: ['assets.count'], dimensions: ['assets.state'] },
        chart: { kind: 'PIE' },
      },
      {
        key: 'category',
        title: 'Cost by kind of equipment',
        query: {
          measures: ['assets.acquisitionCost'],
          dimensions: ['assets.category'],
          orderBy: [{ by: 'assets.acquisitionCost', direction: 'DESC' }],
        },
        chart: { kind: 'BAR' },
      },
      {
        key: 'spend',
        title: 'What was bought, by quarter',
        query: { measures: ['assets.spend'], timeGrain: 'QUARTER', fill: true },
        period: { grain: 'QUARTER', last: 12 },
        chart: { kind: 'BAR' },
      },
      {
        key: 'warranty',
        title: 'Assets under warranty, month by month',
        query: { measures: ['assets.underWarranty'], timeGrain: 'MONTH' },
        period: { grain: 'MONTH', last: 12, next: 12 },
        chart: { kind: 'AREA' },
      },
      {
        key: 'licences',
        title: 'Use of licences',
        query: {
          measures: ['assets.seats', 'assets.seatsUsed', 'assets.seatsFree', 'assets.seatUse'],
          dimensions: ['assets.license'],
          orderBy: [{ by: 'assets.seatUse', direction: 'DESC' }],
        },
        chart: { kind: 'TABLE' },
      },
    ],
  },
];
