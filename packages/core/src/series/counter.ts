import type { Ctx } from '../context/ctx.js';
import type { Statement } from '../context/runtime.js';
import { requestOf } from '../context/runtime-of.js';
import { uuidv7 } from '../model/ids.js';

/**
 * The rows behind number series. A gapless series is drawn in the caller's transaction: the
 * counter's row stays locked until the commit, so a rollback gives the number back and the next
 * caller waits for it. A plain one is drawn on another connection and committed at once: nobody
 * waits, and a number that was drawn is gone.
 */
export interface Counter {
  seriesId: string;
  legalEntityId: string | null;
  year: number | null;
  isGapless: boolean;
}

/** Counting goes on above what was used while the series began anew in other ways. */
const START = `
  coalesce((select max(c.last_value) from core.number_counter c
    where c.series_id = $2::uuid and (c.year is null) <> ($4::int is null)
      and c.legal_entity_id is not distinct from $3::uuid), 0) + 1`;

const TAKE = `
  insert into core.number_counter as counter (id, series_id, legal_entity_id, year, last_value)
  values ($1, $2, $3, $4, ${START})
  on conflict (organization_id, series_id, legal_entity_id, year) do update
    set last_value = counter.last_value + 1, version = counter.version + 1, updated_at = now()
  returning last_value`;

/** The next number, taken. */
export async function take(ctx: Ctx, counter: Counter): Promise<bigint> {
  if (!counter.isGapless && requestOf(ctx).isDryRun) return peek(ctx, counter);
  const { seriesId, legalEntityId, year } = counter;
  const rows = await run(ctx, counter, {
    text: TAKE,
    values: [uuidv7(), seriesId, legalEntityId, year],
  });
  return valueOf(rows);
}

const PEEK = `
  select coalesce((select c.last_value + 1 from core.number_counter c
    where c.series_id = $2::uuid and c.legal_entity_id is not distinct from $3::uuid
      and c.year is not distinct from $4::int), ${START}) as last_value
  where $1::text is not null`;

/** The number that would be next; somebody else may get it. */
export async function peek(ctx: Ctx, counter: Counter): Promise<bigint> {
  const { seriesId, legalEntityId, year } = counter;
  return valueOf(await within(ctx, { text: PEEK, values: ['', seriesId, legalEntityId, year] }));
}

const RAISE = `
  insert into core.number_counter as counter (id, series_id, legal_entity_id, year, last_value)
  values ($1, $2, $3, $4, $5::bigint)
  on conflict (organization_id, series_id, legal_entity_id, year) do update
    set last_value = excluded.last_value, version = counter.version + 1, updated_at = now()
    where counter.last_value < excluded.last_value
  returning last_value`;

/** Goes on above `value`; false when the counter is there or further already. */
export async function raise(ctx: Ctx, counter: Counter, value: bigint): Promise<boolean> {
  if (!counter.isGapless && requestOf(ctx).isDryRun) return true;
  const { seriesId, legalEntityId, year } = counter;
  const values = [uuidv7(), seriesId, legalEntityId, year, String(value)];
  return (await run(ctx, counter, { text: RAISE, values })).length === 1;
}

type Rows = readonly (readonly (string | null)[])[];

/** In the open transaction, which is not flushed: nothing here depends on the records at hand. */
function within(ctx: Ctx, statement: Statement): Promise<Rows> {
  return requestOf(ctx).runner.run(statement);
}

function run(ctx: Ctx, { isGapless }: Pick<Counter, 'isGapless'>, statement: Statement) {
  if (isGapless) return within(ctx, statement);
  const { runtime, organizationId, deadline } = requestOf(ctx);
  // The pool of reads: whoever holds a connection of writes never waits for another one of them.
  return runtime.reads.runner(organizationId, deadline).run(statement);
}

function valueOf(rows: Rows): bigint {
  return BigInt(String(rows[0]?.[0]));
}

/** The series' own row, made at its first use. */
export async function seriesRow(
  ctx: Ctx,
  { key, pattern, isGapless }: { key: string; pattern: string; isGapless: boolean },
): Promise<{ id: string; pattern: string }> {
  const found = await storedSeries(ctx, key);
  if (found) return found;
  const text = `insert into core.number_series (id, key, pattern) values ($1, $2, $3)
    on conflict (organization_id, key) do nothing`;
  await run(ctx, { isGapless }, { text, values: [uuidv7(), key, pattern] });
  const made = await storedSeries(ctx, key);
  if (made) return made;
  throw new Error(`The number series ${key} was not made.`);
}

const FIND = 'select id, pattern from core.number_series where key = $1';

/** The series' own row, once it is there. */
export async function storedSeries(
  ctx: Ctx,
  key: string,
): Promise<{ id: string; pattern: string } | undefined> {
  const [row] = await within(ctx, { text: FIND, values: [key] });
  return row && { id: row[0] ?? '', pattern: row[1] ?? '' };
}
