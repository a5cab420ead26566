import type { Seeded } from '../prepare.js';

/** What is measured against each other. */
export type Candidate = 'bureau' | 'sql' | 'postgraphile' | 'postgraphileOffset' | 'naive';

/** Names for tables. */
export const CANDIDATE_TITLES = {
  bureau: 'Bureau',
  sql: 'hand-written SQL',
  postgraphile: 'PostGraphile 5',
  postgraphileOffset: 'PostGraphile 5, offset',
  naive: 'naive stack',
  statements: 'the same statements alone',
  scan: 'sum over all lines',
  rows: 'the same from the rows',
  function: 'one call of the posting function each',
  unit: 'unit of work, a row each',
} as const;

/** One request of a candidate: path and JSON body. */
export interface Call {
  path: string;
  body: unknown;
}

/** What the calls of an item are made from. */
export interface Material extends Seeded {
  /** Tags of held assets, spread over the table. */
  tags: readonly string[];
  /** Units (uuids) with six units below each, and as many people as that makes. */
  units: readonly string[];
  /** A position at nine tenths of the active employees by name. */
  deep: DeepPosition;
}

/** The same position as each candidate names it. */
export interface DeepPosition {
  offset: number;
  name: string;
  id: string;
  cursor: string;
  postgraphileCursor: string;
}

/** Work that several candidates can do and answer alike. */
export interface WorkItem {
  key: string;
  title: string;
  /** The ratio that is wanted of requests per second against a candidate. */
  goals: Partial<Record<Candidate | 'statements', number>>;
  /** Where a candidate is so slow that the usual load would take minutes. */
  load?: { connections: number; rounds: number };
  /** Calls in turn; the answers of one place are compared. */
  calls(material: Material): Partial<Record<Candidate, Call[]>>;
}

/** A GraphQL request. */
export function graphql(query: string, variables: Record<string, unknown> = {}): Call {
  return { path: '/graphql', body: { query: query.replaceAll(/\s+/g, ' '), variables } };
}
