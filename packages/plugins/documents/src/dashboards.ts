import type { DashboardContent } from '@bureau/core';

/** What stands ready about papers. */
export const dashboards: DashboardContent[] = [
  {
    key: 'documents.archive',
    title: 'Documents and retention',
    description: 'What papers there are, where they are in their life, and what space they take.',
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
        chart: { kind: 'BAR' },
      },
      {
        key: 'classification',
        title: 'Documents by secrecy',
        query: { measures: ['documents.received'], dimensions: ['documents.classification'] },
        chart: { kind: 'BAR' },
      },
    ],
  },
];
