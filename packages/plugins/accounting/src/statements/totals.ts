import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import {
  type Measure,
  type SumsKey,
  type SumsQuery,
  type SumsShape,
  sumsStatement,
} from './sums-statement.js';

/** What statements are made of: sums of everything up to days. */
export type TotalsQuery = SumsQuery;

/**
 * Sums of one day, by number of the day from 1; amounts are decimal texts. With `bySet` the set of
 * dimension values too (uuid).
 */
export type SumsRow<K extends SumsKey, M extends Measure> = Record<'n' | K | M, string> & {
  set_id?: string;
};

/** Sums by account or currency up to each day. */
export async function readSums<K extends SumsKey, M extends Measure>(
  ctx: Ctx,
  query: TotalsQuery,
  shape: SumsShape & { by: K; measures: readonly M[] },
): Promise<SumsRow<K, M>[]> {
  await settle(ctx, query.knownAt);
  const { text, values } = sumsStatement(query, shape);
  return ctx.report<SumsRow<K, M>>(text, values);
}

/**
 * Base amounts by account (uuid) up to each day, in the order of the days: debits above zero.
 * Accounts without lines are missing.
 */
export async function readBalances(ctx: Ctx, query: TotalsQuery): Promise<Map<string, Decimal>[]> {
  const balances = query.days.map(() => new Map<string, Decimal>());
  const shape = { by: 'account_id', measures: ['base'] } as const;
  for (const { n, account_id: id, base } of await readSums(ctx, query, shape)) {
    balances[Number(n) - 1]?.set(id, new Decimal(base));
  }
  return balances;
}

/** A posting that is under way has its instant already: one that began later has a later one. */
const SETTLED_MS = 300_000;

/** Waits for postings that may still come with an instant before this one. */
export async function settle(ctx: Ctx, knownAt: Date | undefined): Promise<void> {
  if (!knownAt || Date.now() - knownAt.getTime() > SETTLED_MS) return;
  await ctx.sql(
    "select pg_advisory_xact_lock_shared(hashtextextended('accounting ' || $1::text, 0))",
    [ctx.organizationId],
  );
}
