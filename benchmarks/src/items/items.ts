import { encodeId } from '@bureau/core';
import {
  CHART,
  COUNTS,
  DEEP,
  FLAT,
  LIST,
  N_DEEP,
  N_FLAT,
  N_LIST,
  N_NESTED,
  N_POINT,
  P_COUNTS,
  NESTED,
  P_DEEP,
  P_DEEP_OFFSET,
  P_FLAT,
  P_LIST,
  P_NESTED,
  P_POINT,
  POINT,
  TYPENAME,
} from './documents.js';
import { graphql, type Call, type WorkItem } from './work-item.js';

const LIST_ROWS = 50;

/** The read items; each is asked of all candidates on the same rows. */
export const readItems: readonly WorkItem[] = [
  {
    key: 'point',
    title: 'Point query with two nested objects',
    goals: { postgraphile: 1.8, sql: 0.55, naive: 7 },
    calls: ({ organizationId: o, tags }) => ({
      bureau: tags.map((tag) => graphql(POINT, { tag })),
      sql: tags.map((tag) => sql('point', { organization: o, tag })),
      postgraphile: tags.map((tag) => graphql(P_POINT, { o, tag })),
      naive: tags.map((tag) => graphql(N_POINT, { tag })),
    }),
  },
  {
    key: 'list',
    title: '50 rows x 10 fields with a nested object each',
    goals: { postgraphile: 1.9, sql: 0.7, naive: 9 },
    calls: ({ organizationId: o }) => ({
      bureau: [graphql(LIST, { first: LIST_ROWS })],
      sql: [sql('list', { organization: o, first: LIST_ROWS })],
      postgraphile: [graphql(P_LIST, { o, first: LIST_ROWS })],
      naive: [graphql(N_LIST, { first: LIST_ROWS })],
    }),
  },
  {
    key: 'nested',
    title: 'Three nested levels with exact counts',
    goals: { postgraphile: 1.2, sql: 0.9, naive: 6 },
    calls: ({ organizationId: o }) => ({
      bureau: [graphql(NESTED)],
      sql: [sql('nested', { organization: o })],
      postgraphile: [graphql(P_NESTED, { o })],
      naive: [graphql(N_NESTED)],
    }),
  },
  {
    key: 'deep',
    title: 'Three nested levels, filtered and ordered, deep in the pages',
    goals: { sql: 0.8, naive: 15 },
    calls: ({ organizationId: o, deep }) => ({
      bureau: [graphql(DEEP, { after: deep.cursor })],
      sql: [sql('deep', { organization: o, name: deep.name, id: deep.id })],
      postgraphile: [graphql(P_DEEP, { o, after: deep.postgraphileCursor })],
      naive: [graphql(N_DEEP, { offset: deep.offset + 1 })],
    }),
  },
  {
    key: 'offset',
    title: 'The same, against pages by offset',
    goals: { postgraphileOffset: 30 },
    load: { connections: 2, rounds: 2 },
    calls: ({ organizationId: o, deep }) => ({
      bureau: [graphql(DEEP, { after: deep.cursor })],
      sql: [sql('deep', { organization: o, name: deep.name, id: deep.id })],
      postgraphileOffset: [graphql(P_DEEP_OFFSET, { o, offset: deep.offset + 1 })],
    }),
  },
  {
    key: 'flat',
    title: '1,000 rows x 10 fields',
    goals: { postgraphile: 2.6, sql: 1.1, naive: 30 },
    calls: ({ organizationId: o }) => ({
      bureau: [graphql(FLAT)],
      sql: [sql('flat', { organization: o })],
      postgraphile: [graphql(P_FLAT, { o })],
      naive: [graphql(N_FLAT)],
    }),
  },
  {
    key: 'counts',
    title: 'Counts of two whole lists, 50,000 and 200,000 records',
    goals: { sql: 3 },
    calls: ({ organizationId: o }) => ({
      bureau: [graphql(COUNTS)],
      sql: [sql('counts', { organization: o })],
      postgraphile: [graphql(P_COUNTS, { o })],
    }),
  },
  {
    key: 'chart',
    title: 'Organization chart of a unit of 1,750 people on a day of ten years (p95 below 50 ms)',
    goals: {},
    load: { connections: 1, rounds: 4 },
    calls: ({ organizationId: organization, units }) => {
      const asked = units.map((unit, at) => ({ unit, day: `${2017 + (at % 8)}-06-15` }));
      return {
        bureau: asked.map(({ unit, day }) => graphql(CHART, { unit: encodeId('unt', unit), day })),
        sql: asked.map((one) => sql('chart', { organization, ...one })),
      };
    },
  },
  {
    key: 'typename',
    title: '{ __typename }: HTTP and GraphQL alone',
    goals: {},
    calls: () => ({
      bureau: [graphql(TYPENAME)],
      sql: [sql('typename', {})],
      postgraphile: [graphql(TYPENAME)],
      naive: [graphql(TYPENAME)],
    }),
  },
];

function sql(name: string, body: Record<string, unknown>): Call {
  return { path: `/${name}`, body };
}
