import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { pageLimit } from '../authz/limits.js';
import type { Ctx } from '../context/ctx.js';
import { defineLoader, type LoaderDefinition } from '../context/loader.js';
import type { RequestContext } from '../context/request.js';
import { kernelOf } from '../fields/kernel.js';
import { isUuid } from '../model/ids.js';
import type { RecordField, RecordType } from '../model/record-type.js';
import { decodeInstant } from '../read/decode.js';
import { Refusal } from '../write/errors.js';
import { ACTOR_JOINS, actorOf } from './actors.js';
import { HISTORY, type HistoryConnectionType, type HistoryEntryType } from './history.types.js';
import { customFieldsIn, type RecordedValues, shownChange, type Viewing } from './shown-values.js';

/** Record types that are about the trail itself. */
const WITHOUT = new Set(['AuditEntry']);

/** Gives each record type its history; the planner treats it as a computed field. */
export function addHistoryFields(records: Iterable<RecordType>): string[] {
  const added: string[] = [];
  for (const record of records) {
    if (WITHOUT.has(record.name) || record.fields.has(HISTORY)) continue;
    (record.fields as Map<string, RecordField>).set(HISTORY, {
      kind: 'computed',
      name: HISTORY,
      description: 'Who changed the record, when and how; the latest change first.',
      nullable: false,
      filterable: false,
      orderable: false,
      aggregatable: false,
      plugin: record.plugin,
      needs: [],
      isDerived: true,
    });
    added.push(`${record.name}.${HISTORY}`);
  }
  return added;
}

/** Resolves the histories; a page of records is one statement more, whatever its size. */
export function attachHistory(
  schema: GraphQLSchema,
  records: ReadonlyMap<string, RecordType>,
  added: readonly string[],
): void {
  for (const at of added) {
    const record = records.get(at.slice(0, at.indexOf('.')));
    const type = record && schema.getType(record.name);
    const field = isObjectType(type) ? type.getFields()[HISTORY] : undefined;
    if (record && field) field.resolve = historyOf(record) as typeof field.resolve;
  }
}

interface HistoryKey {
  id: string;
  first: number;
  after: string | null;
}

interface HistoryArguments {
  first?: number | null;
  after?: string | null;
}

const DEFAULT_PAGE = 25;

function historyOf(
  record: RecordType,
): GraphQLFieldResolver<{ id: string }, RequestContext, HistoryArguments> {
  const loader = historyLoader(record);
  return ({ id }, { first, after }, ctx) => {
    const size = first ?? DEFAULT_PAGE;
    const most = pageLimit(ctx.principal.limitClass);
    if (size < 1 || size > most) {
      throw new Refusal('BAD_USER_INPUT', `A page holds 1 to ${most} records.`);
    }
    return ctx.load(loader, { id, first: size, after: entryBehind(after) });
  };
}

function historyLoader(record: RecordType): LoaderDefinition<HistoryKey, HistoryConnectionType> {
  return defineLoader({
    name: `${record.name}.history`,
    key: ({ id, first, after }: HistoryKey) => `${id} ${first} ${after}`,
    batch: async (ctx: Ctx, keys: readonly HistoryKey[]) => {
      const pages = new Map<HistoryKey, HistoryRow[]>(keys.map((key) => [key, []]));
      for (const group of grouped(keys)) {
        const byId = new Map(group.map((key) => [key.id, key]));
        for (const row of await rowsOf(ctx, record, group)) {
          const key = byId.get(row.record_id);
          if (key) pages.get(key)?.push(row);
        }
      }
      const { runtime, principal } = kernelOf(ctx);
      const customFields = await customFieldsIn(ctx, [...pages.values()].flat().map(valuesOf));
      const viewing: Viewing = { runtime, principal, of: 'row', customFields };
      return keys.map((key) => connectionOf(viewing, record, key, pages.get(key)));
    },
  });
}

/** Records with one page size and place; as a rule all of them. */
function grouped(keys: readonly HistoryKey[]): HistoryKey[][] {
  const groups = new Map<string, HistoryKey[]>();
  for (const key of keys) {
    const name = `${key.first} ${key.after}`;
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return [...groups.values()];
}

interface HistoryRow extends Record<string, unknown> {
  record_id: string;
  entry_id: string;
  at: string;
  action: HistoryEntryType['action'];
  operation: string;
  kind: string;
  principal_id: string;
  name: string | null;
  before: string | null;
  after: string | null;
}

const ROWS = `
  select r.id as record_id, e.id as entry_id, e.at::text as at, e.action, e.operation,
    e.principal_kind as kind, e.principal_id, coalesce(m.display_name, k.name) as name,
    e.before::text as before, e.after::text as after
  from unnest($1::uuid[]) as r(id)
  cross join lateral (select * from core.audit_entry t
    where t.organization_id = $2 and t.record_type = $3 and t.record_id = r.id
      and t.action in ('CREATE', 'UPDATE', 'DELETE')
      and ($4::uuid is null or t.sequence < (select c.sequence from core.audit_entry c
        where c.organization_id = $2 and c.id = $4))
    order by t.sequence desc limit $5) e
  ${ACTOR_JOINS}
  order by e.sequence desc`;

function rowsOf(ctx: Ctx, record: RecordType, keys: readonly HistoryKey[]): Promise<HistoryRow[]> {
  const [{ first, after } = { first: 0, after: null }] = keys;
  const ids = keys.map(({ id }) => id);
  return ctx.sql<HistoryRow>(ROWS, [ids, ctx.organizationId, record.name, after, first + 1]);
}

function connectionOf(
  viewing: Viewing,
  record: RecordType,
  ...[key, rows = []]: [HistoryKey, HistoryRow[] | undefined]
): HistoryConnectionType {
  const edges = rows.slice(0, key.first).map((row) => ({
    cursor: cursorOf(row.entry_id),
    node: entryOf(viewing, record, row),
  }));
  const pageInfo: HistoryConnectionType['pageInfo'] = {
    hasNextPage: rows.length > key.first,
    hasPreviousPage: key.after !== null,
  };
  const [startCursor, endCursor] = [edges[0]?.cursor, edges.at(-1)?.cursor];
  if (startCursor !== undefined) Object.assign(pageInfo, { startCursor, endCursor });
  return { nodes: edges.map(({ node }) => node), edges, pageInfo };
}

function entryOf(viewing: Viewing, record: RecordType, row: HistoryRow): HistoryEntryType {
  return {
    at: decodeInstant(row.at) ?? '',
    action: row.action,
    operation: row.operation,
    by: actorOf(viewing.runtime.composition, { ...row, id: row.principal_id }),
    changes: shownChange(viewing, record, valuesOf(row)),
  };
}

function valuesOf({ before, after }: HistoryRow): RecordedValues {
  return { before: parsed(before), after: parsed(after) };
}

function parsed(json: string | null): Record<string, unknown> | null {
  return json === null ? null : (JSON.parse(json) as Record<string, unknown>);
}

const CURSOR = 'history:';

function cursorOf(entryId: string): string {
  return Buffer.from(`${CURSOR}${entryId}`).toString('base64url');
}

/** The entry behind a cursor. @throws Refusal BAD_USER_INPUT for what is none of a history */
function entryBehind(cursor: string | null | undefined): string | null {
  if (cursor === null || cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const entryId = text.slice(CURSOR.length);
  if (text.startsWith(CURSOR) && isUuid(entryId)) return entryId;
  throw new Refusal('BAD_USER_INPUT', 'This is no cursor of this list.');
}
