import type pg from 'pg';
import { withClient } from './client.js';

/**
 * Comparisons that PostgreSQL does not mark leakproof although none of them tells the values it was
 * given. Under row-level security only leakproof operators may use an index: without the mark each
 * search and each filter on an amount reads the whole table (measured: 8 to 100 times slower on
 * 200,000 rows; docs/adr/0005-leakproof-operators.md).
 */
const FUNCTIONS = [
  'texticlike(text, text)',
  'textlike(text, text)',
  'numeric_eq(numeric, numeric)',
  'numeric_ne(numeric, numeric)',
  'numeric_lt(numeric, numeric)',
  'numeric_le(numeric, numeric)',
  'numeric_gt(numeric, numeric)',
  'numeric_ge(numeric, numeric)',
  'numeric_cmp(numeric, numeric)',
  // Custom fields: containment, and one value by its key.
  'jsonb_contains(jsonb, jsonb)',
  'jsonb_object_field(jsonb, text)',
  'jsonb_object_field_text(jsonb, text)',
  // Text search: whether a text has words.
  'ts_match_vq(tsvector, tsquery)',
  // Says which kind of JSON it was given, never the value.
  'int8(jsonb)',
];

/** Those that a database does not mark; nothing is broken, but searches read whole tables. */
export async function withoutLeakproof(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) as name
     where not (select p.proleakproof from pg_proc p
       where p.oid = ('pg_catalog.' || name)::regprocedure) order by 1`,
    [FUNCTIONS],
  );
  return rows.map(({ name }) => name);
}

/** Marks them in one database; only a superuser may. */
export async function markLeakproof(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const statements = FUNCTIONS.map((name) => `alter function pg_catalog.${name} leakproof`);
    await client.query(statements.join(';\n'));
  });
}
