import type { RequestContext } from '../context/request.js';
import { sqlStateOf } from '../write/violations.js';
import { applyCustomColumns, definitionsFor } from './custom-columns.js';
import { faultOfError } from './fault-list.js';
import type { ImportType, RowFault } from './import-type.js';
import type { ReadyRow } from './row-reader.js';

/** Rows that the domain refused, by index. */
export type RefusedRows = ReadonlyMap<number, RowFault>;

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
  type: ImportType,
  rows: readonly ReadyRow[],
): Promise<RefusedRows> {
  const refused = new Map<number, RowFault>();
  if (rows.length > FEW) await ctx.sql('discard plans');
  let rest = rows;
  for (let tries = 0; tries < TRIES && rest.length > 1; tries += 1) {
    const outcome = await tryTogether(ctx, type, rest);
    if (outcome === 'written') return refused;
    if (outcome === 'unclear') break;
    for (const [row, fault] of outcome) refused.set(row, fault);
    rest = rest.filter(({ row }) => !outcome.has(row));
  }
  for (const row of rest) {
    const fault = await tryOne(ctx, type, row);
    if (fault) refused.set(row.row, fault);
  }
  return refused;
}

async function tryTogether(
  ctx: RequestContext,
  type: ImportType,
  rows: readonly ReadyRow[],
): Promise<'written' | 'unclear' | RefusedRows> {
  try {
    await ctx.savepoint(async () => {
      const refused = await applyEach(ctx, type, rows);
      if (refused.size > 0) throw new Refused(refused);
    });
    return 'written';
  } catch (error) {
    if (error instanceof Refused) return error.rows;
    if (faultOfError(type, 0, error)) return 'unclear';
    throw error;
  }
}

async function applyEach(
  ctx: RequestContext,
  type: ImportType,
  rows: readonly ReadyRow[],
): Promise<Map<number, RowFault>> {
  const refused = new Map<number, RowFault>();
  const prepared = await type.prepare(
    ctx,
    rows.map(({ values }) => values),
  );
  const definitions = await definitionsFor(ctx, type);
  for (const { row, line, values } of rows) {
    try {
      const made = await type.apply(ctx, values, prepared);
      if (definitions) await applyCustomColumns(ctx, made, { type, row: values, definitions });
    } catch (error) {
      // After an error of the database the transaction takes no further statement.
      const fault = sqlStateOf(error) === undefined ? faultOfError(type, line, error) : undefined;
      if (!fault) throw error;
      refused.set(row, fault);
    }
  }
  return refused;
}

async function tryOne(
  ctx: RequestContext,
  type: ImportType,
  row: ReadyRow,
): Promise<RowFault | undefined> {
  try {
    await ctx.savepoint(async () => {
      const prepared = await type.prepare(ctx, [row.values]);
      const made = await type.apply(ctx, row.values, prepared);
      const definitions = await definitionsFor(ctx, type);
      const { values } = row;
      if (definitions) await applyCustomColumns(ctx, made, { type, row: values, definitions });
    });
    return undefined;
  } catch (error) {
    const fault = faultOfError(type, row.line, error);
    if (!fault) throw error;
    return fault;
  }
}
