import type { DashboardContent } from '@bureau/core';

/** What stands ready about papers. */
export const dashboards: DashboardContent[] = [
  {
    key: 'documents.archive',
    title: 'Documents and retention',
    description: 'What papers come and go, what space they take, and which contracts run.',
    cards: [
      {
        key: 'received',
        title: 'Documents that came, by month',
        query: { measures: ['documents.received'], timeGrain: 'MONTH', fill: true },
        period: { grain: 'MONTH', last: 12 },
        chart: { kind: 'BAR' },
      },
      {
        key: 'state',
        title: 'Documents by state',
        query: { measures: ['documents.received'], dimensions: ['documents.state'] },
        chart: {
          kind: 'PIE',
          labels: [{ measure: 'documents.received', label: 'Documents' }],
        },
      },
      {
        key: 'type',
        title: 'Documents by kind',
        query: {
          measures: ['documents.received'],
          dimensions: ['documents.type'],
          orderBy: [{ by: 'documents.received', direction: 'DESC' }],
        },
        chart: { kind: 'BAR' },
      },
      {
        key: 'space',
        title: 'Space that documents take',
        query: { measures: ['documents.space'], timeGrain: 'MONTH' },
        period: { grain: 'MONTH', last: 12 },
        chart: { kind: 'AREA' },
      },
      {
        key: 'contracts',
        title: 'Contracts in force',
        query: {
          measures: ['documents.contracts'],
          dimensions: ['documents.contractKind'],
          orderBy: [{ by: 'documents.contracts', direction: 'DESC' }],
        },
        chart: { kind: 'BAR' },
      },
      {
        key: 'notices',
        title: 'Contracts to decide on, by month',
        query: { measures: ['documents.noticesDue'], timeGrain: 'MONTH', fill: true },
        period: { grain: 'MONTH', last: 1, next: 11 },
        chart: { kind: 'BAR' },
      },
    ],
  },
];
