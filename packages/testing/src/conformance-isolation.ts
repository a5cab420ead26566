import type { RecordType } from '@bureau/core';
import { getNamedType } from 'graphql';
import type { SqlClient } from './sql-client.js';
import type { TestApp } from './test-app.js';
import type { TestClient } from './test-client.js';

/**
 * Looks at the rows of this organization from a second one: by id, look-up and list, with the
 * planner's filter and by row-level security alone, and with raw SQL of the run-time roles. Each
 * record type of the plugin needs a row, or nothing is proved.
 */
export async function isolationFaults(
  app: TestApp,
  plugin: string,
  readers: Readonly<Record<string, TestClient>> = {},
): Promise<string[]> {
  const records = [...app.composition.records.values()].filter((one) => one.plugin === plugin);
  const other = await app.otherOrganization();
  const faults: string[] = [];
  for (const record of records) {
    const rows = await app.sql<{ id: string }>(`select id from ${record.table} limit 50`);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) {
      faults.push(`${record.name} has no row to look for: make one in "rows".`);
      continue;
    }
    const look = { app, other, record, ids, reader: readers[record.name] };
    faults.push(...(await graphFaults(look)), ...(await sqlFaults(look)));
  }
  return faults;
}

interface Look {
  app: TestApp;
  other: TestApp;
  record: RecordType;
  /** Uuids of rows of the first organization. */
  ids: readonly string[];
  /** Who reads them at home where the owner does not. */
  reader?: TestClient | undefined;
}

async function graphFaults(look: Look): Promise<string[]> {
  const { app, other, record, ids } = look;
  const faults: string[] = [];
  const homeCount = await countOf(app, record);
  const home = await reachable(look, app, Math.min(homeCount, ids.length));
  for (const [way, finds] of home) {
    // A look that finds nothing at home proves nothing about others.
    if (!finds) faults.push(`${record.name} is not found by ${way} of its own organization.`);
  }
  for (const filtered of [true, false]) {
    app.setTenantPredicate(filtered);
    try {
      const how = filtered ? '' : ' when row-level security stands alone';
      for (const [way, finds] of await reachable(look, other, await countOf(other, record))) {
        if (finds) faults.push(`${record.name} is found by ${way} of another organization${how}.`);
      }
    } finally {
      app.setTenantPredicate(true);
    }
  }
  return faults;
}

/** Ways through the graph, and whether rows of the first organization are reached by them. */
async function reachable(look: Look, from: TestApp, count: number): Promise<[string, boolean][]> {
  const { app, other, record, ids, reader } = look;
  const foreign = ids.map((id) => app.id(record.name, id));
  const client = (from === app && reader) || from.owner;
  const seen = reader ? await firstOf(app, { record, ids, reader }) : foreign[0];
  const ask = async (document: string) => {
    const { data } = await client.query(document, { id: seen });
    return data?.found;
  };
  const found: [string, boolean][] = [];
  const node = await ask('query ($id: ID!) { found: node(id: $id) { id } }');
  found.push(['node(id:)', Boolean(node)]);
  const { one, many } = lookUpsOf(app, record);
  if (one !== undefined) {
    const single = await ask(`query ($id: ID!) { found: ${one}(by: { id: $id }) { id } }`);
    found.push([`${one}(by:)`, Boolean(single)]);
  }
  if (many === undefined) return found;
  const list = await ask(`{ found: ${many}(first: 100) { totalCount nodes { id } } }`);
  const shown = (list?.nodes ?? []) as { id: string }[];
  found.push([many, shown.some((row) => foreign.includes(row.id))]);
  const counted = Number(list?.totalCount);
  const most = reader ? 1 : count;
  found.push([`${many}.totalCount`, from === other ? counted !== count : counted >= most]);
  return found;
}

/** A row that the reader sees: it may not see all of them. */
async function firstOf(
  app: TestApp,
  { record, ids, reader }: Pick<Look, 'record' | 'ids'> & { reader: TestClient },
): Promise<string | undefined> {
  for (const id of ids.map((uuid) => app.id(record.name, uuid))) {
    const { data } = await reader.query('query ($id: ID!) { found: node(id: $id) { id } }', { id });
    if (data?.found) return id;
  }
  return undefined;
}

/** Rows of the organization of the app, whatever the policy of the table says. */
async function countOf(app: TestApp, record: RecordType): Promise<number> {
  const text = `select count(*) as count from ${record.table} where organization_id = $1`;
  const [row] = await app.sql<{ count: string }>(text, [app.organizationId]);
  return Number(row?.count);
}

function lookUpsOf(app: TestApp, record: RecordType): { one?: string; many?: string } {
  const fields = Object.values(app.composition.schema.getQueryType()?.getFields() ?? {});
  const withType = (name: string, argument: string) =>
    fields.find(
      ({ type, args }) =>
        getNamedType(type).name === name && args.some((one) => one.name === argument),
    )?.name;
  const one = withType(record.name, 'by');
  const many = withType(`${record.name}Connection`, 'where');
  return { ...(one !== undefined && { one }), ...(many !== undefined && { many }) };
}

const ATTACKS = {
  read: (table: string) => `select id from ${table} where id = any ($1)`,
  change: (table: string) => `update ${table} set id = id where id = any ($1)`,
  delete: (table: string) => `delete from ${table} where id = any ($1)`,
};

async function sqlFaults({ app, other, record, ids }: Look): Promise<string[]> {
  const faults: string[] = [];
  for (const role of ['bureau_app', 'bureau_reader'] as const) {
    for (const organizationId of [other.organizationId, undefined]) {
      const client = await app.asRole(role, organizationId);
      for (const [what, attack] of Object.entries(ATTACKS)) {
        const touched = await attempt(client, attack(record.table), ids);
        const from = organizationId === undefined ? 'without an organization' : 'of another one';
        if (touched > 0) faults.push(`${role} ${from} can ${what} rows of ${record.table}.`);
      }
      await client.end();
    }
  }
  return faults;
}

/** Rows that the statement reached; it is rolled back. A role that may not at all reaches none. */
async function attempt(client: SqlClient, text: string, ids: readonly string[]): Promise<number> {
  // The reader's sessions are read-only by default, which each of them may change.
  await client.query('begin read write');
  try {
    return (await client.query(text, [ids])).rowCount ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 0;
    throw error;
  } finally {
    await client.query('rollback');
  }
}
