import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import type {
  Caller,
  IdsRequest,
  PayloadRequest,
  ReadPlanner,
  RecordsRequest,
  RowsRequest,
  Runtime,
  StatementRunner,
} from '../context/runtime.js';
import { dayIn } from '../context/day-in.js';
import type { RecordType } from '../model/record-type.js';
import { readScope, type ReadAccess } from './access.js';
import { readByIds, readIds, readRowsSql } from './planner.js';
import { PLANNED } from './resolvers.js';
import { selectedFields, type SelectedField } from './selection.js';

/** The planner as the write side sees it: ids, records, and payloads inside a transaction. */
export function createPlanner(runtime: () => Runtime): ReadPlanner {
  const access = (request: { caller: Caller; runner: StatementRunner }): ReadAccess => {
    const now = runtime().clock();
    const zone = request.caller.principal.timeZone ?? 'UTC';
    const today = dayIn(zone, now);
    return { runtime: runtime(), caller: request.caller, runner: request.runner, now, today };
  };
  const recordOf = (name: string): RecordType => {
    const record = runtime().composition.records.get(name);
    if (!record) throw new Error(`${name} is not a record type of this platform.`);
    return record;
  };
  return {
    ids(request: IdsRequest) {
      const { schema } = runtime().composition;
      const scope = readScope(access(request), { schema, fragments: {}, variableValues: {} });
      const { where, condition, limit } = request;
      const record = recordOf(request.type.name);
      return readIds(scope, request.runner, { record, where, condition, limit });
    },
    rowsSql(request: RowsRequest) {
      const { schema } = runtime().composition;
      const scope = readScope(access(request), { schema, fragments: {}, variableValues: {} });
      const record = recordOf(request.type.name);
      return readRowsSql(scope, request.runner, { ...request, record });
    },
    async records(request: RecordsRequest) {
      const scope = readScope(access(request), request.info);
      const record = recordOf(request.type.name);
      const { ids, info } = request;
      return readByIds(scope, request.runner, { record, nodes: info.fieldNodes, ids });
    },
    async payload(request: PayloadRequest) {
      const planned = await planPayload(access(request), request.info, request.value);
      return { ...request.value, [PLANNED]: planned };
    },
  };
}

/** What the selection asks of a payload's records, by response key. */
async function planPayload(
  access: ReadAccess,
  info: GraphQLResolveInfo,
  value: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const scope = readScope(access, info);
  const payload = getNamedType(info.returnType) as GraphQLObjectType;
  const planned: Record<string, unknown> = {};
  for (const field of selectedFields(scope, payload.name, info.fieldNodes)) {
    const type = payload.getFields()[field.name]?.type;
    const record = type && access.runtime.composition.records.get(getNamedType(type).name);
    if (record) planned[field.key] = await planValue(access, info, { record, field, value });
  }
  return planned;
}

async function planValue(
  access: ReadAccess,
  info: GraphQLResolveInfo,
  at: { record: RecordType; field: SelectedField; value: Record<string, unknown> },
): Promise<unknown> {
  const value = at.value[at.field.name];
  if (value === null || value === undefined) return null;
  const ids = (Array.isArray(value) ? value : [value]).map((one) => (one as { id: string }).id);
  const scope = readScope(access, info);
  const { record, field } = at;
  const found = await readByIds(scope, access.runner, { record, nodes: field.nodes, ids });
  const records = ids.map((id) => found.get(id) ?? null);
  return Array.isArray(value) ? records : records[0];
}
