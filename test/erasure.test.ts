import { createLocalFileStore, createLocalHeadStore, verifyAudit } from '@bureau/core';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  backupKeys,
  createBackup,
  eraseOrganization,
  restoreBackup,
  rewriteRegister,
  verifyBackup,
  withOwner,
} from '@bureau/server';
import { hrPlugin } from '@bureau/plugin-hr';
import {
  createDatabase,
  type DatabaseUrls,
  deriveUrls,
  dropDatabase,
  ensureRoles,
  withDatabase,
} from '@bureau/server/database';
import { createTestApp, type Loose, type TestApp } from '@bureau/testing';
import { createCompany, hire } from '../packages/plugins/hr/test/company.js';

/** Crypto-shredding: what is sealed for a person ends with the person's key. */

let app: TestApp;
let employeeId: string;
let other: string;
let personId: string;
let urls: Required<DatabaseUrls>;

const folder = mkdtempSync(path.join(tmpdir(), 'bureau-erasure-'));
const backupKey = randomBytes(32).toString('base64');
const maintenance = process.env['BUREAU_TEST_OWNER_URL'] ?? '';

function urlsOf(name: string): Required<DatabaseUrls> {
  const owner = withDatabase(maintenance, name);
  const url = new URL(owner);
  url.username = process.env['BUREAU_TEST_APP_USER'] ?? '';
  url.password = process.env['BUREAU_TEST_APP_PASSWORD'] ?? '';
  return { owner, ...deriveUrls(url.href) };
}

const IBAN = 'DE02120300000000202051';
const UPDATE = `mutation ($input: EmployeeUpdateInput!) {
  employeeUpdate(input: $input) { employee { id } userErrors { code message } } }`;
const READ = `query ($id: ID!) {
  employee(by: { id: $id }) { displayName bankAccount nationalId person { id email version } } }`;
const ERASE = `mutation ($input: PersonEraseInput!) {
  personErase(input: $input) { person { email displayName } userErrors { code } } }`;

const update = (input: object) => app.owner.data(UPDATE, { input });
const read = async (id: string): Promise<Loose> => (await app.owner.data(READ, { id })).employee;
const stored = async (id: string): Promise<string> => {
  const text = 'select bank_account from hr.employee where id = $1';
  const [row] = await app.sql<{ bank_account: string }>(text, [app.uuid(id)]);
  return row?.bank_account ?? '';
};

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  const company = await createCompany(app);
  employeeId = await hire(app.owner, company, {});
  other = await hire(app.owner, company, {});
  await update({ employeeId, bankAccount: IBAN, nationalId: 'N-1', workEmail: 'a@example.com' });
  await update({ employeeId: other, bankAccount: IBAN });
  personId = (await read(employeeId)).person.id;
  const [row] = await app.sql<{ name: string }>('select current_database() as name');
  urls = urlsOf(row?.name ?? '');
}, 60_000);
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

test('every person has a key of their own; equal accounts are still found', async () => {
  expect(await stored(employeeId)).toContain(`v2:${app.uuid(personId)}:`);
  expect(await read(employeeId)).toMatchObject({ bankAccount: IBAN, nationalId: 'N-1' });
  const found = await app.owner.data(
    'query ($iban: String!) { employees(where: { bankAccount: { eq: $iban } }) { nodes { id } } }',
    { iban: IBAN },
  );
  expect(found.employees.nodes).toHaveLength(2);
});

test('needs core.person.erase, and a fresh proof', async () => {
  const input = { id: personId };
  const hr = await app.member('hrManager');
  const { errors } = await hr.query(ERASE, { input });
  expect(errors[0]?.extensions).toMatchObject({ permission: 'core.person.erase' });
});

test('#89 a person is erased: unreadable also where old text comes back, trail whole', async () => {
  const before = await stored(employeeId);
  const { personErase } = await app.owner.data(ERASE, { input: { id: personId } });
  expect(personErase.userErrors).toEqual([]);
  expect(personErase.person.email).toBeNull();
  expect(await read(employeeId)).toMatchObject({ bankAccount: null, nationalId: null });
  expect(await read(other)).toMatchObject({ bankAccount: IBAN });
  // As a restored row would stand there.
  await app.sql('update hr.employee set bank_account = $2 where id = $1', [
    app.uuid(employeeId),
    before,
  ]);
  expect(await read(employeeId)).toMatchObject({ bankAccount: null });
  const input = { employeeId, bankAccount: 'AT1' };
  const { data: again } = await app.owner.query(UPDATE, { input });
  expect(again.employeeUpdate.userErrors).toEqual([
    expect.objectContaining({ code: 'CORE_PERSON_ERASED' }),
  ]);
  await app.caughtUp();
  await app.work();
  const { vault } = app.runtime;
  const workerUrl = urls.worker;
  for await (const report of verifyAudit({ workerUrl, vault })) {
    expect(report).toMatchObject({ ok: true, faults: [], unsealed: 0 });
  }
});

test('a key that was destroyed does not come back, not even by the server role', async () => {
  const session = await app.asRole('bureau_app', app.organizationId);
  await expect(
    session.query("update core.data_key set wrapped = 'x', destroyed_at = null"),
  ).rejects.toThrow('does not come back');
});

/** Everything else of a platform elsewhere. */
function places(name: string) {
  return {
    plugins: app.composition.plugins.map(({ definition }) => definition),
    keys: backupKeys(backupKey, app.runtime.vault.rootKeys),
    roots: app.runtime.vault.rootKeys,
    files: createLocalFileStore(path.join(folder, name, 'files')),
    heads: createLocalHeadStore(path.join(folder, name, 'heads')),
  };
}

test('#89 organization erased: unreadable in older backups, others come back', async () => {
  const gone = await app.otherOrganization();
  await gone.owner.data(
    'mutation { personCreate(input: { givenName: "Ida", familyName: "Gone" }) { person { id } } }',
  );
  const file = path.join(folder, 'old');
  const here = { ...places('here'), ownerUrl: urls.owner };
  const { manifest } = await createBackup({ ...here, file });
  expect(manifest.organizations.map(({ slug }) => slug).sort()).toEqual([app.slug, gone.slug]);
  await withOwner(urls.owner, (client) => eraseOrganization(client, gone.slug, here.files));
  // The register that was written with the archive still opens it; the next one does not.
  expect((await verifyBackup({ ...here, file })).organizations).toHaveLength(2);
  await rewriteRegister({ ...here, file: path.join(folder, 'bureau.keys') });
  expect((await verifyBackup({ ...here, file })).organizations).toHaveLength(1);

  const name = `bureau_test_${randomBytes(8).toString('hex')}`;
  await createDatabase(maintenance, name);
  const place = urlsOf(name);
  try {
    await ensureRoles(place.owner, place);
    await restoreBackup({ ...places('there'), file, ownerUrl: place.owner });
    const rows = await withOwner(place.owner, async (client) => {
      await client.query('alter table core.person no force row level security');
      const people = await client.query('select family_name from core.person');
      const organizations = await client.query('select slug from core.organization');
      return [...people.rows, ...organizations.rows];
    });
    expect(rows).toContainEqual({ slug: app.slug });
    expect(JSON.stringify(rows)).not.toContain('Gone');
    expect(rows).not.toContainEqual({ slug: gone.slug });
  } finally {
    await dropDatabase(maintenance, name);
  }
});

test('without the register an archive says so, and what to do', async () => {
  const missing = { ...places('here'), file: path.join(folder, 'old'), register: '/nowhere' };
  await expect(verifyBackup(missing)).rejects.toThrow('Without its key register');
});
