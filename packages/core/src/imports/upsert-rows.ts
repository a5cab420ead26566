import type { RequestContext } from '../context/request.js';
import { writeLimits } from '../context/write-limits.js';
import { Refusal } from '../write/errors.js';
import type { ImportRow, ImportType, KnownRecord } from './import-type.js';

/**
 * The key of a row, as `upsert.find` gives it: of several columns their JSON array, with null for
 * an empty one that need not be there. `undefined` when another column of it is empty.
 */
export function rowKey(
  { key, columns }: Pick<ImportType, 'key' | 'columns'>,
  row: ImportRow,
): string | undefined {
  const needed = columns.filter(({ required = false }) => required).map(({ name }) => name);
  const isMissing = (name: string) =>
    row[name] === undefined && (key.length === 1 || needed.includes(name));
  if (key.length === 0 || key.some(isMissing)) return undefined;
  const texts = key.map((name) => (row[name] === undefined ? null : String(row[name])));
  return texts.length === 1 ? (texts[0] ?? undefined) : JSON.stringify(texts);
}

/** Records that rows of a batch name, and whether the caller may change them. */
export interface KnownRecords {
  /** `undefined`: a new one. @throws Refusal NOT_FOUND, as for a record that is not there */
  of(row: ImportRow): KnownRecord | undefined;
}

/** Two statements beside those of the plugin; nothing is looked up when rows only make records. */
export async function knownRecords(
  ctx: RequestContext,
  type: ImportType,
  {
    rows,
    prepared,
    isUpsert,
  }: { rows: readonly ImportRow[]; prepared: unknown; isUpsert: boolean },
): Promise<KnownRecords> {
  const { upsert } = type;
  if (!isUpsert || !upsert) return { of: () => undefined };
  const found = await upsert.find(ctx, rows, prepared);
  const changeable = await changeableOf(ctx, type, found);
  return {
    of: (row) => {
      const known = found.get(rowKey(type, row) ?? '');
      if (!known || changeable.has(known.record.id)) return known;
      // Whoever may not see or change it learns as much as from the mutation.
      throw new Refusal('NOT_FOUND', 'There is no such record.', { argumentPath: [type.key[0]] });
    },
  };
}

async function changeableOf(
  ctx: RequestContext,
  { upsert, makes }: ImportType,
  found: ReadonlyMap<string, KnownRecord>,
): Promise<ReadonlySet<string>> {
  const ids = [...found.values()].map(({ record }) => record.id);
  const record = ctx.runtime.composition.records.get(makes ?? '');
  if (!record || !upsert) throw new Error('An import with "upsert" names the type that it makes.');
  if (ids.length === 0) return new Set();
  ctx.demand(upsert.permission);
  const seen = await ctx.runtime.planner.ids({
    caller: ctx.caller,
    runner: ctx.runner,
    type: record.exposed,
    where: { id: { in: ids } },
    condition: writeLimits(ctx.principal, record, upsert.permission),
    limit: ids.length,
  });
  return new Set(seen);
}
