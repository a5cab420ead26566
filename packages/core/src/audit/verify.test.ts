import { setTimeout as sleep } from 'node:timers/promises';
import { createDepot, type Depot } from '../../test/depot.js';
import { uuidv7 } from '../model/ids.js';
import { ENTRY_COLUMNS, GENESIS } from './chain.js';
import { exportAudit, verifyExport } from './export.js';
import { createSealer } from './sealer.js';
import { type ChainReport, verifyAudit } from './verify.js';

let depot: Depot;

const INSERT = `
  insert into core.audit_entry (id, principal_kind, principal_id, operation, request_id,
    record_type, record_id, action, after)
  select gen_random_uuid(), 'user', $1, 'crateCreate', 'r', 'Crate', gen_random_uuid(), 'CREATE',
    jsonb_build_object('tag', n) from generate_series(1, $2) n`;

const write = (count: number, company: 'acme' | 'other' = 'acme') =>
  depot.sql(INSERT, [uuidv7(), count], company);

async function seal(): Promise<void> {
  const sealer = createSealer(depot.runtime, { workerUrl: depot.workerUrl, pollMs: 10 });
  sealer.start();
  // What an older transaction somewhere else holds back comes a moment later.
  while ((await waiting()) > 0) {
    await sealer.settled();
    await sleep(10);
  }
  await sealer.stop();
}

async function waiting(): Promise<number> {
  let count = 0;
  for (const company of ['acme', 'other'] as const) {
    const [row] = await depot.sql(
      `select (select count(*) from core.audit_entry) - (select count(*) from core.audit_link)
         as count`,
      [],
      company,
    );
    count += Number(row.count);
  }
  return count;
}

async function verified(withHeads = true): Promise<ChainReport> {
  const { runtime, workerUrl, organizations } = depot;
  const { vault, auditHeads } = runtime;
  const heads = withHeads ? auditHeads : undefined;
  const organizationId = organizations.acme;
  for await (const report of verifyAudit({ workerUrl, vault, heads, organizationId })) {
    return report;
  }
  throw new Error('no report');
}

const TABLES = ['audit_entry', 'audit_link', 'audit_head'];

/** What somebody can do who has become the owner of the tables. */
async function tampered(...attack: string[]): Promise<ChainReport> {
  const forAll = (text: (table: string) => string) => TABLES.map(text).join(';');
  await depot.sql(forAll((table) => `alter table core.${table} disable trigger user`));
  for (const text of attack) await depot.sql(text);
  const report = await verified();
  const columns = `select * from saved`;
  for (const table of TABLES) {
    await depot.sql(`delete from core.${table}`);
    const overriding = table === 'audit_entry' ? 'overriding system value' : '';
    await depot.sql(`insert into core.${table} ${overriding} ${columns}_${table}`);
  }
  await depot.sql(forAll((table) => `alter table core.${table} enable trigger user`));
  return report;
}

const entryAt = async (position: number): Promise<string> =>
  (await depot.sql('select entry_id from core.audit_link where position = $1', [position]))[0]
    .entry_id;

const RECHAIN = `
  do $$ declare one record; previous bytea;
  begin
    select hash into previous from core.audit_link where position = 11;
    for one in select l.position, json_build_array(1, ${ENTRY_COLUMNS.map((column) =>
      column === 'at'
        ? `to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
        : `e.${column}`,
    ).join(', ')})::text as text
      from core.audit_link l join core.audit_entry e on e.id = l.entry_id
      where l.position >= 12 order by l.position
    loop
      previous := sha256(previous || sha256(convert_to(one.text, 'UTF8')));
      update core.audit_link set hash = previous where position = one.position;
    end loop;
  end $$`;

beforeAll(async () => {
  depot = await createDepot();
  for (let round = 0; round < 3; round += 1) {
    await write(10);
    await seal();
  }
  await write(5, 'other');
  await seal();
  for (const table of TABLES) {
    await depot.sql(`create table saved_${table} as select * from core.${table}`);
  }
});
afterAll(() => depot.close());

test('an untouched trail is whole, signed to its end, in the database and outside', async () => {
  const report = await verified();
  expect(report).toMatchObject({ ok: true, entries: 30, position: 30, faults: [], unsealed: 0 });
  expect(report.signedUpTo).toBe(30);
  const heads = [];
  for await (const head of depot.runtime.auditHeads!.read(depot.organizations.acme)) {
    heads.push(head.position);
  }
  expect(heads).toEqual([10, 20, 30]);
});

test('anybody with SHA-256 can recompute a link from the text of its entry', async () => {
  const rows = await depot.sql(
    `select encode(sha256($1::bytea || sha256(convert_to(json_build_array(1,
         e.organization_id, e.id, e.sequence,
         to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.principal_kind,
         e.principal_id, e.credential_id, e.operation, e.request_id, e.address, e.user_agent,
         e.client, e.record_type, e.record_id, e.action, e.before, e.after, e.details)::text,
         'UTF8'))), 'hex') as computed, encode(l.hash, 'hex') as stored
     from core.audit_link l join core.audit_entry e on e.id = l.entry_id where l.position = 1`,
    [GENESIS],
  );
  expect(rows[0].computed).toBe(rows[0].stored);
});

test('chains of organizations are their own', async () => {
  const rows = await depot.sql('select max(position) as last from core.audit_link', [], 'other');
  expect(rows[0].last).toBe('5');
});

test('#87 an entry that was edited is named', async () => {
  const id = await entryAt(12);
  const report = await tampered(
    `update core.audit_entry set after = '{"tag": "forged"}' where id = '${id}'`,
  );
  expect(report).toMatchObject({ ok: false, faultCount: 1 });
  expect(report.faults[0]).toMatchObject({ kind: 'CHANGED', position: 12, entryId: id });
});

test('#87 an entry that was removed is named; so are its links when they go with it', async () => {
  const id = await entryAt(17);
  const removed = `delete from core.audit_entry where id = '${id}'`;
  const one = await tampered(removed);
  expect(one.faults).toMatchObject([{ kind: 'REMOVED', position: 17, entryId: id }]);
  const both = await tampered(removed, `delete from core.audit_link where entry_id = '${id}'`);
  expect(both.faults).toMatchObject([{ kind: 'GAP', position: 17, until: 17 }]);
});

test('#87 a tail that was cut, heads and all, is found by the heads outside', async () => {
  const attack = [
    `delete from core.audit_entry
     where id in (select entry_id from core.audit_link where position > 25)`,
    'delete from core.audit_link where position > 25',
    'delete from core.audit_head where position > 25',
  ];
  const report = await tampered(...attack);
  expect(report.faults).toMatchObject([{ kind: 'CUT', position: 26, until: 30 }]);
  const nothing = await tampered(...TABLES.map((table) => `delete from core.${table}`));
  expect(nothing.faults).toMatchObject([{ kind: 'CUT', position: 1, until: 30 }]);
});

test('#87 a chain that was computed anew is found by its heads, inside and outside', async () => {
  const edit = `update core.audit_entry set operation = 'forged'
    where id = '${await entryAt(12)}'`;
  const inside = await tampered(edit, RECHAIN);
  expect(inside.faults).toMatchObject([{ kind: 'REWRITTEN', position: 11, until: 20 }]);
  const heads = `update core.audit_head h set hash = l.hash from core.audit_link l
    where l.position = h.position`;
  const outside = await tampered(edit, RECHAIN, heads);
  const kinds = outside.faults.map(({ kind }) => kind);
  expect(kinds).toContain('REWRITTEN');
  expect(kinds).toContain('FORGED_HEAD');
});

test('what is linked and signed while the trail is read is no fault', async () => {
  const { runtime, workerUrl, organizations } = depot;
  const store = runtime.auditHeads!;
  // The head of links that come when the chain was read already.
  const heads = {
    ...store,
    async *read(organizationId: string) {
      yield* store.read(organizationId);
      await write(3, 'other');
      await seal();
      for await (const head of store.read(organizationId)) if (head.position > 5) yield head;
    },
  };
  const options = { workerUrl, vault: runtime.vault, heads, organizationId: organizations.other };
  for await (const report of verifyAudit(options)) {
    expect(report).toMatchObject({ ok: true, entries: 8, position: 8, signedUpTo: 8, faults: [] });
  }
});

async function exportLines(): Promise<string[]> {
  const { workerUrl, organizations } = depot;
  const [{ at: from }] = await depot.sql(
    `select e.at::text as at from core.audit_entry e join core.audit_link l on l.entry_id = e.id
     where l.position = 11`,
  );
  const span = { from, to: '2100-01-01T00:00:00Z' };
  const lines: string[] = [];
  const options = { workerUrl, organizationId: organizations.acme, ...span };
  for await (const line of exportAudit(options)) lines.push(line);
  return lines;
}

async function* streamed(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}

test('a part of the trail is verified from its file alone', async () => {
  const lines = await exportLines();
  expect(lines).toHaveLength(1 + 20 + 2);
  const report = await verifyExport(streamed(lines));
  expect(report).toMatchObject({ ok: true, entries: 20, position: 30, signedUpTo: 30 });
  const own = new Set([report.publicKey ?? '']);
  expect((await verifyExport(streamed(lines), own)).ok).toBe(true);
  const foreign = await verifyExport(streamed(lines), new Set(['00']));
  expect(foreign.faults).toMatchObject([{ kind: 'FORGED_HEAD' }]);
});

test('#87 a file in which a row was edited, removed or cut off says which', async () => {
  const lines = await exportLines();
  const edited = lines.with(3, lines[3]!.replace('crateCreate', 'crateForged'));
  const changed = await verifyExport(streamed(edited));
  expect(changed.faults).toMatchObject([{ kind: 'CHANGED', position: 13 }]);
  const removed = await verifyExport(streamed(lines.toSpliced(3, 1)));
  expect(removed.faults).toMatchObject([{ kind: 'GAP', position: 13, until: 13 }]);
  const cut = await verifyExport(streamed(lines.slice(0, -3)));
  expect(cut.faults).toMatchObject([{ kind: 'CUT', position: 29, until: 30 }]);
  await expect(verifyExport(streamed(['{}']))).rejects.toThrow('no export');
  await expect(verifyExport(streamed([...lines, 'x']))).rejects.toThrow('no export');
});

test('what may still get an older neighbour is linked later', async () => {
  const { app } = depot.database;
  await app.query("select set_config('app.organization_id', $1, false)", [
    depot.organizations.other,
  ]);
  await app.query('begin');
  await app.query(INSERT, [uuidv7(), 1]);
  await write(1, 'other');
  const sealer = createSealer(depot.runtime, { workerUrl: depot.workerUrl, pollMs: 10 });
  sealer.start();
  await sealer.settled();
  await sealer.stop();
  expect(await waiting()).toBe(1); // the later one is there, and waits for the earlier one
  await app.query('commit');
  await seal();
  expect(await waiting()).toBe(0);
});

test('two sealers at once give one chain', async () => {
  await write(200, 'other');
  const sealers = [10, 15].map((pollMs) =>
    createSealer(depot.runtime, { workerUrl: depot.workerUrl, pollMs }),
  );
  for (const sealer of sealers) sealer.start();
  await write(50, 'other');
  await Promise.all(sealers.map((sealer) => sealer.settled()));
  await Promise.all(sealers.map((sealer) => sealer.stop()));
  await seal();
  const [row] = await depot.sql(
    'select count(*) as count, max(position) as last from core.audit_link',
    [],
    'other',
  );
  expect(row).toEqual({ count: '260', last: '260' });
});

test('after a restore, where transactions count anew, all is linked', async () => {
  await depot.sql(`update core.audit_seal set transaction = '99999999999'`);
  await write(3, 'other');
  await seal();
  expect(await waiting()).toBe(0);
});

test.each(['update core.audit_link set position = 1', 'delete from core.audit_head'])(
  'neither the server nor the worker may: %s',
  async (text) => {
    const client = depot.database.app;
    await expect(client.query(text)).rejects.toMatchObject({ code: '42501' });
    await expect(client.query('insert into core.audit_link select 1')).rejects.toThrow();
    await expect(depot.sql(text)).rejects.toThrow('the audit trail is append-only');
  },
);
