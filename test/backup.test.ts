import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type AuditHeadStore,
  createLocalFileStore,
  createLocalHeadStore,
  type FileStore,
  RootKeys,
  verifyAudit,
} from '@bureau/core';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import {
  backupKeys,
  createBackup,
  drillBackup,
  restoreBackup,
  verifyBackup,
  withOwner,
} from '@bureau/server';
import {
  createDatabase,
  type DatabaseUrls,
  deriveUrls,
  dropDatabase,
  ensureRoles,
  withDatabase,
} from '@bureau/server/database';
import { createTestApp, type TestApp } from '@bureau/testing';
import { addFile } from './file-client.js';

/** Backups of the whole company: made under load, restored elsewhere, damaged. */

const maintenance = process.env['BUREAU_TEST_OWNER_URL'] ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'bureau-backup-'));
const rootKeys = RootKeys.of(randomBytes(32));
const keys = backupKeys(randomBytes(32).toString('base64'), rootKeys);
const made: string[] = [];
const ASSETS = 20;
const ASSET = `mutation ($input: AssetCreateInput!) {
  assetCreate(input: $input) { asset { id } userErrors { code message } } }`;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er' +
    'kJggg==',
  'base64',
);
let app: TestApp;
let urls: Required<DatabaseUrls>;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin] });
  const { categoryCreate } = await app.owner.data(
    'mutation { categoryCreate(input: { code: "LAP", name: "Laptop" }) { category { id } } }',
  );
  const { assetModelCreate } = await app.owner.data(
    `mutation ($id: ID!) { assetModelCreate(input: { code: "T14", name: "T14",
      categoryId: $id }) { assetModel { id } } }`,
    { id: categoryCreate.category.id },
  );
  const modelId = assetModelCreate.assetModel.id;
  for (let number = 1; number <= ASSETS; number += 1) {
    const input = { tag: `P-${number}`, modelId, cost: { amount: '100.25', currency: 'EUR' } };
    await app.owner.data(ASSET, { input });
  }
  const { url } = await app.http();
  await addFile({ url, token: await app.token('assetManager') }, { bytes: PNG });
  await app.otherOrganization();
  await app.work();
  const [row] = await app.sql<{ name: string }>('select current_database() as name');
  urls = urlsOf(row?.name ?? '');
}, 60_000);
afterAll(async () => {
  await app.close();
  for (const name of made) await dropDatabase(maintenance, name);
  rmSync(folder, { recursive: true });
});

function urlsOf(name: string): Required<DatabaseUrls> {
  const owner = withDatabase(maintenance, name);
  const url = new URL(owner);
  url.username = process.env['BUREAU_TEST_APP_USER'] ?? '';
  url.password = process.env['BUREAU_TEST_APP_PASSWORD'] ?? '';
  return { owner, ...deriveUrls(url.href) };
}

async function emptyPlace(): Promise<Required<DatabaseUrls>> {
  const name = `bureau_test_${randomBytes(8).toString('hex')}`;
  made.push(name);
  await createDatabase(maintenance, name);
  const place = urlsOf(name);
  await ensureRoles(place.owner, place);
  return place;
}

/** Those of the platform under test: they open the keys of organizations. */
const roots = () => app.runtime.vault.rootKeys;
const plugins = () => app.composition.plugins.map(({ definition }) => definition);

/** Where the platform under test keeps things. */
function here(): { files: FileStore; heads: AuditHeadStore } {
  const { files, auditHeads } = app.runtime;
  if (!files || !auditHeads) throw new Error('Neither files nor heads are kept.');
  return { files, heads: auditHeads };
}

/** A folder of another machine. */
function elsewhere(): { files: FileStore; heads: AuditHeadStore } {
  const place = mkdtempSync(path.join(folder, 'place-'));
  return {
    files: createLocalFileStore(path.join(place, 'files')),
    heads: createLocalHeadStore(path.join(place, 'heads')),
  };
}

let count = 0;
async function create() {
  const file = path.join(folder, `backup-${(count += 1)}`);
  return {
    file,
    ...(await createBackup({
      ...here(),
      keys,
      plugins: plugins(),
      roots: roots(),
      file,
      ownerUrl: urls.owner,
    })),
  };
}

const one = <T extends object>(url: string, text: string): Promise<T | undefined> =>
  withOwner(url, async (client) => (await client.query<T>(text)).rows[0]);

/** The bytes of all files of a platform, as they are kept. */
async function bytesIn(files: FileStore, { owner }: DatabaseUrls): Promise<string[]> {
  const rows = await withOwner(owner ?? '', async (client) => {
    await client.query("select set_config('app.organization_id', $1, false)", [app.organizationId]);
    return (await client.query<{ id: string }>('select id from core.blob order by id')).rows;
  });
  const read = rows.map(async ({ id }) => {
    const chunks: Uint8Array[] = [];
    const { organizationId } = app;
    for await (const chunk of files.read({ organizationId, id })) chunks.push(chunk);
    return Buffer.concat(chunks).toString('hex');
  });
  return Promise.all(read);
}

async function headsIn(heads: AuditHeadStore): Promise<number[]> {
  const positions: number[] = [];
  for await (const { position } of heads.read(app.organizationId)) positions.push(position);
  return positions;
}

test('#88 backup under load, restored elsewhere: all sums are equal', async () => {
  let stopped = false;
  let written = 0;
  const load = (async () => {
    for (; !stopped; written += 1) {
      await app.owner.data(
        `mutation ($code: String!) { categoryCreate(input: { code: $code, name: "Load" }) {
          category { id } userErrors { code } } }`,
        { code: `L${written}` },
      );
    }
  })();
  const { file, manifest } = await create();
  stopped = true;
  await load;
  expect(written).toBeGreaterThan(0);
  const place = await emptyPlace();
  const target = elsewhere();
  const restored = await restoreBackup({
    ...target,
    keys,
    plugins: plugins(),
    roots: roots(),
    file,
    ownerUrl: place.owner,
  });
  expect(restored).toEqual(manifest);
  const [acme] = manifest.organizations.filter(({ id }) => id === app.organizationId);
  expect(acme?.tables['assets.asset']?.rows).toBe(ASSETS);
  expect(acme?.figures).toEqual({
    'assets assets by state ORDERED': String(ASSETS),
    'assets cost EUR': '2005.0000',
  });
  expect(manifest.blobs.count).toBe(1);
  expect(await bytesIn(target.files, place)).toEqual(await bytesIn(here().files, urls));
  const heads = await headsIn(target.heads);
  expect(heads).toEqual((await headsIn(here().heads)).slice(0, heads.length));
  const { vault } = app.runtime;
  const trails = verifyAudit({ workerUrl: place.worker, vault, heads: target.heads });
  for await (const trail of trails) expect(trail).toMatchObject({ ok: true, faults: [] });
  // What is written next does not meet what was restored.
  const next = (sequence: string) => `select nextval('${sequence}')::int as next`;
  const sequence = 'core.audit_entry_sequence_seq';
  const drawnHere = await one<{ next: number }>(urls.owner, next(sequence));
  const drawnThere = await one<{ next: number }>(place.owner, next(sequence));
  expect(drawnThere?.next).toBeGreaterThan(ASSETS);
  expect(drawnThere?.next).toBeLessThanOrEqual(drawnHere?.next ?? 0);
  await expect(
    restoreBackup({
      ...elsewhere(),
      keys,
      plugins: plugins(),
      roots: roots(),
      file,
      ownerUrl: place.owner,
    }),
  ).rejects.toThrow('into an empty place only');
}, 60_000);

test('walls and triggers are up again, and no trigger has run', async () => {
  const { file } = await create();
  const place = await emptyPlace();
  await restoreBackup({
    ...elsewhere(),
    keys,
    plugins: plugins(),
    roots: roots(),
    file,
    ownerUrl: place.owner,
  });
  const faults = `select count(*)::int as open from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
    where n.nspname in ('core', 'hr', 'assets') and c.relkind = 'r'
      and (c.relrowsecurity <> c.relforcerowsecurity or t.tgenabled = 'D')`;
  expect(await one(place.owner, faults)).toEqual({ open: 0 });
  const keysOf = `select count(*)::int as keys from pg_constraint where contype = 'f'`;
  expect(await one(place.owner, keysOf)).toEqual(await one(urls.owner, keysOf));
  expect(await one(place.app, 'select count(*)::int as seen from assets.asset')).toEqual({
    seen: 0,
  });
});

test('#88 one byte flipped, at any place, is refused before anything is touched', async () => {
  const { file } = await create();
  const sound = readFileSync(file);
  const flipped = path.join(folder, 'flipped');
  for (let at = 3; at < sound.length; at += Math.ceil(sound.length / 40)) {
    const bytes = Buffer.from(sound);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(flipped, bytes);
    await expect(verifyBackup({ file: flipped, keys, roots: roots() })).rejects.toThrow(
      /backup|sealed with key/i,
    );
  }
  const middle = Buffer.from(sound);
  middle[sound.length >> 1] = (middle[sound.length >> 1] ?? 0) ^ 1;
  writeFileSync(flipped, middle);
  const place = await emptyPlace();
  await expect(
    restoreBackup({
      ...elsewhere(),
      keys,
      plugins: plugins(),
      roots: roots(),
      file: flipped,
      ownerUrl: place.owner,
    }),
  ).rejects.toThrow(
    /damaged in or right behind (rows\/[-\w]+\/)?(core|hr|assets)\.\w+ \(chunk \d+/,
  );
  expect(await one(place.owner, "select to_regclass('core.migration') as there")).toEqual({
    there: null,
  });
  writeFileSync(flipped, sound.subarray(0, sound.length - 25));
  await expect(verifyBackup({ file: flipped, keys, roots: roots() })).rejects.toThrow('cut off');
});

test('#88 key missing: the error names the key, and the file says nothing else', async () => {
  const { file } = await create();
  const others = backupKeys(undefined, rootKeys);
  await expect(verifyBackup({ file, keys: others, roots: roots() })).rejects.toThrow(
    `sealed with key ${keys[0].id}, which is not here: set BACKUP_KEY`,
  );
  const sealed = readFileSync(file).toString('latin1');
  for (const plain of ['core.person', 'employee', app.organizationId]) {
    expect(sealed).not.toContain(plain);
  }
  const root = path.join(folder, 'by-root');
  await createBackup({
    ...here(),
    plugins: plugins(),
    roots: roots(),
    keys: others,
    file: root,
    ownerUrl: urls.owner,
  });
  const stranger = backupKeys(undefined, RootKeys.of(randomBytes(32)));
  await expect(verifyBackup({ file: root, keys: stranger, roots: roots() })).rejects.toThrow(
    'put back the root',
  );
  expect((await verifyBackup({ file: root, keys, roots: roots() })).blobs.count).toBe(1);
});

test('a drill leaves nothing behind', async () => {
  const scratch = mkdtempSync(path.join(folder, 'drill-'));
  let seen: unknown;
  const report = await drillBackup({
    ...here(),
    keys,
    plugins: plugins(),
    roots: roots(),
    ownerUrl: urls.owner,
    urls,
    folder: scratch,
    inspect: async ({ owner }) => {
      seen = await one(owner, 'select count(*)::int as organizations from core.organization');
    },
  });
  expect(seen).toEqual({ organizations: 2 });
  expect(report.manifest.organizations).toHaveLength(2);
  expect(readdirSync(scratch)).toEqual([]);
  const left = "select count(*)::int as left from pg_database where datname like 'bureau_drill_%'";
  expect(await one(urls.owner, left)).toEqual({ left: 0 });
});
