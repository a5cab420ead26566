import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import type { Composition } from '../plugin/composition.js';
import { type ReadScope, StatementBuilder } from '../read/scope.js';
import type { MetricFact, MetricPath } from './declaration.js';
import { walk } from './paths.js';
import { MetricRows } from './rows.js';
import { KINDS, type MetricValueKind } from './row-values.js';

/** How a text outside of the platform names a record: by a field that is unique. */
export interface DimensionKey {
  /** Name of the record type. */
  type: string;
  /** Its unique field: `code`, `number`. */
  field: string;
  /** Where the field is unique only among some: values of one dimension. */
  within?: Where;
}

/** What the values of a dimension are. */
export interface DimensionForm {
  kind: MetricValueKind;
  /** Of records that a text can name. */
  key?: DimensionKey;
}

/** What a path of a fact ends in. @throws Error for a path that leads nowhere */
export function dimensionForm(
  { records }: Pick<Composition, 'records'>,
  fact: MetricFact,
  path: MetricPath,
): DimensionForm {
  const from = records.get(fact.type.name);
  if (!from) throw new Error(`${fact.type.name} is not a record type of this platform.`);
  const { steps, end } = walk(from, path);
  if (end.kind === 'attribute') return { kind: 'TEXT' };
  if (end.kind === 'money') return { kind: 'NUMBER' };
  if (end.kind === 'column') return { kind: KINDS[end.field.codec] ?? 'TEXT' };
  const key = keyOf(end.record, steps.at(-2)?.pick ?? steps.at(-1)?.pick);
  return { kind: 'RECORD', ...(key && { key }) };
}

/** The business key of a type; of values that are picked by a key, their code within it. */
function keyOf({ name: type, exposed, fields }: RecordType, pick?: Where) {
  const [field, ...others] = exposed.options.by ?? [];
  if (field !== undefined && others.length === 0) return { type, field };
  const [over] = Object.keys(pick ?? {});
  const isWithin = over !== undefined && fields.get(over)?.kind === 'toOne' && fields.has('code');
  return isWithin ? { type, field: 'code', within: pick ?? {} } : undefined;
}

/** Uuids by the texts that name them; what the caller may not see is not there. */
export async function keyedRecords(
  ctx: Ctx,
  scope: ReadScope,
  { key, texts }: { key: DimensionKey; texts: readonly string[] },
): Promise<Map<string, string>> {
  const record = scope.records.get(key.type);
  if (!record || texts.length === 0) return new Map();
  const builder = new StatementBuilder();
  const rows = new MetricRows({ scope, builder }, record);
  const { sql } = rows.value(key.field);
  const named = builder.param([...new Set(texts)], 'text[]');
  const where = [...rows.where(), `${sql}::text = any (${named})`];
  if (key.within) where.push(rows.condition(key.within));
  const found = await ctx.sql<{ id: string; text: string }>(
    `select ${rows.alias}."id" as id, ${sql}::text as text from ${rows.from()}
     where ${where.join(' and ')}`,
    builder.values,
  );
  return new Map(found.map(({ id, text }) => [text, id]));
}

/** The person itself, or records whose field `person` is it. */
export async function recordsOfPerson(ctx: Ctx, type: string, personId: string): Promise<string[]> {
  const record = requestOf(ctx).runtime.composition.records.get(type);
  if (record?.name === 'Person') return [personId];
  const field = record?.fields.get('person');
  if (!record || field?.kind !== 'toOne' || field.target().name !== 'Person') return [];
  const rows = await ctx.sql<{ id: string }>(
    `select id from ${record.table} where "${field.column}" = $1`,
    [personId],
  );
  return rows.map(({ id }) => id);
}
