import type { RecordType } from '@bureau/core';
import { getNamedType } from 'graphql';
import type { SqlClient } from './sql-client.js';
import type { TestApp } from './test-app.js';

/**
 * Looks at the rows of this organization from a second one: by id, look-up and list, with the
 * planner's filter and by row-level security alone, and with raw SQL of the run-time roles. Each
 * record type of the plugin needs a row, or nothing is proved.
 */
export async function isolationFaults(app: TestApp, plugin: string): Promise<string[]> {
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
    const look = { app, other, record, ids };
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
}

async function graphFaults(look: Look): Promise<string[]> {
  const faults: string[] = [];
  for (const filtered of [true, false]) {
    look.app.setTenantPredicate(filtered);
    try {
      const how = filtered ? '' : ' when row-level security stands alone';
      for (const way of await waysIn(look)) faults.push(`${way}${how}.`);
    } finally {
      look.app.setTenantPredicate(true);
    }
  }
  return faults;
}

/** Ways by which the second organization found something. */
async function waysIn({ app, other, record, ids }: Look): Promise<string[]> {
  const found: string[] = [];
  const foreign = ids.map((id) => app.id(record.name, id));
  const [id] = foreign;
  const ask = async (document: string) => (await other.owner.query(document, { id })).data;
  const node = await ask('query ($id: ID!) { found: node(id: $id) { id } }');
  if (node?.found) found.push(`${record.name} is found by node(id:) of another organization`);
  const { one, many } = lookUpsOf(app, record);
  if (one !== undefined) {
    const single = await ask(`query ($id: ID!) { found: ${one}(by: { id: $id }) { id } }`);
    if (single?.found) found.push(`${record.name} is found by ${one}(by:) of another organization`);
  }
  if (many === undefined) return found;
  const list = await ask(`{ found: ${many}(first: 100) { totalCount nodes { id } } }`);
  const own = await other.sql<{ count: string }>(`select count(*) as count from ${record.table}`);
  const shown = (list?.found?.nodes ?? []) as { id: string }[];
  if (shown.some((row) => foreign.includes(row.id))) {
    found.push(`${many} shows rows of another organization`);
  }
  if (list?.found?.totalCount !== Number(own[0]?.count)) {
    found.push(`${many} counts rows of another organization`);
  }
  return found;
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
