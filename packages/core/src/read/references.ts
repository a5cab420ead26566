import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { parseId } from '../model/ids.js';
import { RECORD_TYPE, type RecordType } from '../model/record-type.js';
import { readScope, type ReadAccess } from './access.js';
import type { PlannedRecord } from './record-plan.js';
import { readByIds } from './planner.js';

/** A record as code names it: an entity, `{ id: uuid }`, or a planned record already. */
export type Reference = { id: string } | PlannedRecord;

type Loader = DataLoader<string, PlannedRecord | null>;

const loaders = new WeakMap<object, Map<FieldNode, Map<string, Loader>>>();

/**
 * Reads what the selection asks of referenced records: all references that one field of the
 * operation names are read by one planned statement (DataLoader per request and field).
 */
export function resolveReference(
  access: ReadAccess,
  field: { record: RecordType; info: GraphQLResolveInfo },
  value: unknown,
): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    return Promise.all(value.map((one) => resolveReference(access, field, one)));
  }
  if (isPlanned(value)) return value;
  return loaderFor(access, field.record, field.info).load((value as { id: string }).id);
}

function isPlanned(value: unknown): value is PlannedRecord {
  return typeof value === 'object' && value !== null && RECORD_TYPE in value;
}

function loaderFor(access: ReadAccess, record: RecordType, info: GraphQLResolveInfo): Loader {
  const node = info.fieldNodes[0];
  if (!node) throw new Error('A field without a node cannot be planned.');
  const byNode = loaders.get(access) ?? new Map<FieldNode, Map<string, Loader>>();
  loaders.set(access, byNode);
  const byType = byNode.get(node) ?? new Map<string, Loader>();
  byNode.set(node, byType);
  const known = byType.get(record.name);
  if (known) return known;
  const batch = async (ids: readonly string[]) => {
    const found = await readByIds(readScope(access, info), access.runner, {
      record,
      nodes: info.fieldNodes,
      ids,
    });
    return ids.map((id) => found.get(id) ?? null);
  };
  // No cache: of two mutations in one operation the later one must see its own effect.
  const loader: Loader = new DataLoader(batch, { cache: false });
  byType.set(record.name, loader);
  return loader;
}

/** `node(id:)`: the record behind a public id of any type, or null. */
export function resolveNode(access: ReadAccess, info: GraphQLResolveInfo, id: string): unknown {
  const parsed = parseId(id);
  if (!parsed) return null;
  for (const record of access.runtime.composition.records.values()) {
    if (record.prefix !== parsed.prefix) continue;
    return loaderFor(access, record, info).load(parsed.uuid);
  }
  return null;
}
