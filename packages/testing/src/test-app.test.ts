import { kitPlugin } from '../test/kit-plugin.js';
import { createTestApp, type TestApp } from './test-app.js';

const CREATE = `mutation ($input: KitBoxCreateInput!) {
  kitBoxCreate(input: $input) { kitBox { id label color note } }
}`;
const LIST = '{ kitBoxes(first: 10) { totalCount nodes { id label } } }';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [kitPlugin] });
});
afterAll(() => app.close());

async function newBox(label: string, from = app): Promise<string> {
  const data = await from.owner.data(CREATE, { input: { label, note: 'hidden' } });
  return data.kitBoxCreate.kitBox.id;
}

test('the owner writes and reads; data gives the payload as the document asks for it', async () => {
  const data = await app.owner.data(CREATE, { input: { label: 'one', color: 'BLUE', note: 'n' } });
  expect(data).toEqual({
    kitBoxCreate: {
      kitBox: { id: expect.stringMatching(/^kbx_/), label: 'one', color: 'BLUE', note: 'n' },
    },
  });
  const rows = await app.sql('select label, color from kit.box where label = $1', ['one']);
  expect(rows).toEqual([{ label: 'one', color: 'BLUE' }]);
});

test('a role holds its default permissions and no more', async () => {
  const viewer = app.as({ role: 'viewer' });
  await expect(viewer.data(LIST)).resolves.toMatchObject({ kitBoxes: {} });
  const { data, errors } = await viewer.query(CREATE, { input: { label: 'no' } });
  expect(data).toBeNull();
  expect(errors).toEqual([
    expect.objectContaining({
      extensions: expect.objectContaining({ code: 'FORBIDDEN', permission: 'kit.box.write' }),
    }),
  ]);
});

test('permissions may be given one by one, with row conditions', async () => {
  await app.owner.data(CREATE, { input: { label: 'red', color: 'RED' } });
  await app.owner.data(CREATE, { input: { label: 'blue', color: 'BLUE' } });
  const client = app.as({ permissions: [{ permission: 'kit.box.read', when: ['red'] }] });
  const seen = await client.data('{ kitBoxes(first: 100) { nodes { color } } }');
  const colors = new Set(seen.kitBoxes.nodes.map((box: { color: string }) => box.color));
  expect(colors).toEqual(new Set(['RED']));
  const { errors } = await client.query('{ kitBoxes { nodes { note } } }');
  expect(errors[0]?.extensions['permission']).toBe('kit.note.read');
});

test('a misspelt role or permission fails at once', () => {
  expect(() => app.as({ role: 'viewr' })).toThrow(/No plugin contributes a role "viewr".*viewer/);
  expect(() => app.as({ permissions: ['kit.box.raed'] })).toThrow(/"kit.box.raed"/);
});

test('data throws on user errors that the document does not ask for, query does not', async () => {
  const input = { label: '' };
  await expect(app.owner.data(CREATE, { input })).rejects.toThrow(
    /kitBoxCreate: KIT_NO_LABEL A box needs a label\. \(input\.label\)/,
  );
  const { data, errors } = await app.owner.query(CREATE, { input });
  expect({ data, errors }).toEqual({ data: { kitBoxCreate: { kitBox: null } }, errors: [] });
});

test('an unexpected failure is INTERNAL for clients; data throws with its stack', async () => {
  const input = { label: 'x', fail: true };
  const { errors } = await app.owner.query(CREATE, { input });
  expect(errors[0]).toMatchObject({ extensions: { code: 'INTERNAL' } });
  expect(errors[0]?.message).not.toContain('broken on purpose');
  await expect(app.owner.data(CREATE, { input })).rejects.toThrow(/broken on purpose/);
  expect(app.log.entries).toContainEqual(expect.objectContaining({ level: 'error' }));
});

test('a dry run leaves nothing; a repeated key replays', async () => {
  const count = async () => (await app.owner.data(LIST)).kitBoxes.totalCount as number;
  const before = await count();
  await app.owner.data(CREATE, { input: { label: 'dry' } }, { dryRun: true });
  expect(await count()).toBe(before);
  const once = { idempotencyKey: 'key-1' };
  const first = await app.owner.data(CREATE, { input: { label: 'keyed' } }, once);
  const second = await app.owner.data(CREATE, { input: { label: 'keyed' } }, once);
  expect(second).toEqual(first);
  expect(await count()).toBe(before + 1);
});

test('expectSql counts statements on data and lists them when the number is wrong', async () => {
  const data = await app.expectSql(1, () => app.owner.data('{ kitBoxes { nodes { label } } }'));
  expect(data.kitBoxes.nodes.length).toBeGreaterThan(0);
  const two = () => app.owner.data(LIST);
  await app.expectSql(2, two);
  await expect(app.expectSql(1, two)).rejects.toThrow(
    /^Expected 1, but 2 statements ran\.\n1\. select .*\n2\. select .*/,
  );
  await expect(app.expectSql(1, () => Promise.resolve())).rejects.toThrow(/0 statements ran/);
  const written = await app.statements(() => newBox('counted'));
  expect(written.some((text) => text.includes('"kit"."box"'))).toBe(true);
  expect(written.filter((text) => /^\s*(begin|commit|set)\b/i.test(text))).toEqual([]);
});

test('a second organization has clients, rows and roles of its own', async () => {
  const id = await newBox('mine');
  const other = await app.otherOrganization();
  expect(other.organizationId).not.toBe(app.organizationId);
  expect((await other.owner.data(LIST)).kitBoxes.totalCount).toBe(0);
  await newBox('theirs', other);
  const query = 'query ($id: ID!) { kitBox(by: { id: $id }) { label } }';
  expect((await other.owner.data(query, { id })).kitBox).toBeNull();
  expect((await app.owner.data(query, { id })).kitBox).toEqual({ label: 'mine' });
  expect(await other.sql('select label from kit.box')).toEqual([{ label: 'theirs' }]);
  app.setTenantPredicate(false);
  const alone = await app.statements(() => other.owner.data(LIST));
  app.setTenantPredicate(true);
  const both = await app.statements(() => other.owner.data(LIST));
  expect(alone.join()).not.toContain('organization_id =');
  expect(both.join()).toContain('organization_id =');
});

test('raw connections are those of the run-time roles', async () => {
  await newBox('raw');
  const whose = 'select current_user as role, count(*)::int as count from kit.box';
  const count = (await app.owner.data(LIST)).kitBoxes.totalCount as number;
  const inside = await app.asRole('bureau_app', app.organizationId);
  expect((await inside.query(whose)).rows).toEqual([{ role: 'bureau_app', count }]);
  const outside = await app.asRole('bureau_app');
  expect((await outside.query(whose)).rows).toEqual([{ role: 'bureau_app', count: 0 }]);
  const worker = await app.asRole('bureau_worker');
  await expect(worker.query(whose)).rejects.toThrow(/permission denied/);
});

test('ids go both ways', async () => {
  const id = await newBox('ids');
  expect(app.id('KitBox', app.uuid(id))).toBe(id);
  expect(() => app.id('Nothing', app.uuid(id))).toThrow(/no record type/);
});

test('the real server answers with a real key', async () => {
  const http = await app.http();
  const token = await app.token('viewer');
  const answer = await http.post({ query: LIST, token });
  expect(answer).toMatchObject({ status: 200, body: { data: { kitBoxes: {} } } });
  const refused = await http.post({ query: LIST, token: `${token}x` });
  expect(refused.status).toBe(401);
  expect(refused.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
});
