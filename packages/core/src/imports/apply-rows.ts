import type { RequestContext } from '../context/request.js';
import { sqlStateOf } from '../write/violations.js';
import { applyCustomColumns, definitionsFor } from './custom-columns.js';
import { faultOfError } from './fault-list.js';
import type { ImportRow, ImportType, KnownRecord, RowFault } from './import-type.js';
import { countRows, NO_ROWS, plus, type RowCounts } from './row-counts.js';
import type { ReadyRow } from './row-reader.js';
import { knownRecords } from './upsert-rows.js';

/** What became of rows. */
export interface AppliedRows {
  /** Those that the domain refused, by index. */
  refused: RefusedRows;
  counts: RowCounts;
}

type RefusedRows = ReadonlyMap<number, RowFault>;

/** What is applied. */
export interface Applying {
  type: ImportType;
  /** Records that are there already are changed. */
  isUpsert: boolean;
}

/** Ends a try whose rows were refused, so that its savepoint takes everything back. */
class Refused extends Error {
  constructor(readonly rows: ReadonlyMap<number, RowFault>) {
    super('Rows were refused.');
  }
}

const TRIES = 3;

/**
 * More rows than this outdate what the connection planned for foreign keys and triggers: those
 * plans are kept, and one for an empty table reads a full one from end to end.
 */
const FEW = 50;

/**
 * Writes rows inside the transaction of the context; those that are refused leave nothing behind.
 * All are tried together, then without those that the domain refused, and one by one only when
 * the database refuses and does not say which one it was.
 * @throws what concerns the whole work: lost connections, lost races, faults of the program
 */
export async function applyRows(
  ctx: RequestContext,
  applying: Applying,
  rows: readonly ReadyRow[],
): Promise<AppliedRows> {
  const refused = new Map<number, RowFault>();
  if (rows.length > FEW) await ctx.sql('discard plans');
  let rest = rows;
  for (let tries = 0; tries < TRIES && rest.length > 1; tries += 1) {
    const outcome = await tryTogether(ctx, applying, rest);
    if (outcome === 'unclear') break;
    if ('counts' in outcome) return { refused, counts: outcome.counts };
    for (const [row, fault] of outcome) refused.set(row, fault);
    rest = rest.filter(({ row }) => !outcome.has(row));
  }
  let counts = NO_ROWS;
  for (const row of rest) {
    const outcome = await tryOne(ctx, applying, row);
    if ('fault' in outcome) refused.set(row.row, outcome.fault);
    else counts = plus(counts, outcome.counts);
  }
  return { refused, counts };
}

async function tryTogether(
  ctx: RequestContext,
  applying: Applying,
  rows: readonly ReadyRow[],
): Promise<{ counts: RowCounts } | 'unclear' | RefusedRows> {
  const { mark } = ctx.changes;
  try {
    const known = await ctx.savepoint(async () => {
      const tried = await applyEach(ctx, applying, rows);
      if (tried.refused.size > 0) throw new Refused(tried.refused);
      return tried.known;
    });
    return { counts: countRows(known, ctx.changes.idsSince(mark)) };
  } catch (error) {
    if (error instanceof Refused) return error.rows;
    if (faultOfError(applying.type, 0, error)) return 'unclear';
    throw error;
  }
}

async function applyEach(
  ctx: RequestContext,
  applying: Applying,
  rows: readonly ReadyRow[],
): Promise<{ refused: RefusedRows; known: (KnownRecord | undefined)[] }> {
  const refused = new Map<number, RowFault>();
  const known: (KnownRecord | undefined)[] = [];
  const { type } = applying;
  const { apply, write } = await applierOf(ctx, applying, rows);
  for (const { row, line, values } of rows) {
    try {
      known.push(await apply(values));
    } catch (error) {
      // After an error of the database the transaction takes no further statement.
      const fault = sqlStateOf(error) === undefined ? faultOfError(type, line, error) : undefined;
      if (!fault) throw error;
      refused.set(row, fault);
    }
  }
  if (refused.size === 0) await write();
  return { refused, known };
}

/** How the rows of a batch are written. */
interface Applier {
  /** Makes or changes the record of a row; returns what was there before. */
  apply(row: ImportRow): Promise<KnownRecord | undefined>;
  /** What the rows left to be written together. */
  write(): Promise<void>;
}

/** With all look-ups of the batch done. */
async function applierOf(
  ctx: RequestContext,
  { type, isUpsert }: Applying,
  ready: readonly ReadyRow[],
): Promise<Applier> {
  const rows = ready.map(({ values }) => values);
  const prepared = await type.prepare(ctx, rows);
  const definitions = await definitionsFor(ctx, type);
  const known = await knownRecords(ctx, type, { rows, prepared, isUpsert });
  const apply: Applier['apply'] = async (row) => {
    const there = known.of(row);
    if (there) await type.upsert?.change(ctx, there, { row, prepared });
    const record = there ? there.record : await type.apply(ctx, row, prepared);
    const isNew = there === undefined;
    if (definitions) await applyCustomColumns(ctx, record, { type, row, definitions, isNew });
    return there;
  };
  return { apply, write: async () => type.write?.(ctx, prepared) };
}

async function tryOne(
  ctx: RequestContext,
  applying: Applying,
  row: ReadyRow,
): Promise<{ fault: RowFault } | { counts: RowCounts }> {
  const { mark } = ctx.changes;
  try {
    const known = await ctx.savepoint(async () => {
      const applier = await applierOf(ctx, applying, [row]);
      const there = await applier.apply(row.values);
      await applier.write();
      return there;
    });
    return { counts: countRows([known], ctx.changes.idsSince(mark)) };
  } catch (error) {
    const fault = faultOfError(applying.type, row.line, error);
    if (!fault) throw error;
    return { fault };
  }
}
