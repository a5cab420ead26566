import { createGazette, type Gazette } from '../../test/gazette.js';
import type { Member } from '../../test/approvals.js';
import { Refusal } from '../write/errors.js';

let gazette: Gazette;
let ann: Member;

beforeAll(async () => {
  gazette = await createGazette();
  ann = await gazette.reader('Ann');
  await gazette.graph.mutate(
    ann.token,
    `mutation { notificationPreferenceSet(input: { delivery: IMMEDIATE }) {
      userErrors { code } } }`,
  );
});
afterAll(() => gazette?.close());
beforeEach(async () => {
  gazette.letters.length = 0;
  gazette.outcomes.length = 0;
  for (const table of ['notification', 'mail', 'job']) {
    await gazette.sql(`delete from core.${table}`);
  }
});

const mails = () => gazette.sql('select * from core.mail order by id');

test('a mail is sealed at rest and forgotten when it was sent', async () => {
  await gazette.tell(ann, {});
  const [waiting] = await mails();
  expect(waiting).toMatchObject({ state: 'QUEUED', address: 'ann@acme.example' });
  expect(waiting?.['body']).toMatch(/^v\d+:/);
  await gazette.work();
  expect(gazette.letters).toMatchObject([{ body: 'Dear Ann, read it.' }]);
  expect(await mails()).toMatchObject([{ state: 'SENT', body: null, attempts: 1, error: null }]);
  const trail = await gazette.sql(
    "select before::text || after::text as text from core.audit_entry where record_type = 'Mail'",
  );
  expect(JSON.stringify(trail)).not.toContain('read it');
});

test('refused for now: tried again later; refused for good: the end', async () => {
  gazette.outcomes.push(
    { is: 'LATER', error: '451 DATA' },
    { is: 'REFUSED', error: '550 RCPT TO' },
  );
  await gazette.tell(ann, {});
  await gazette.work();
  expect(await mails()).toMatchObject([{ state: 'QUEUED', attempts: 1, error: '451 DATA' }]);
  await gazette.work();
  expect(gazette.letters).toHaveLength(1);
  await gazette.work(true);
  expect(await mails()).toMatchObject([
    { state: 'FAILED', attempts: 2, error: '550 RCPT TO', body: null, is_repeated: false },
  ]);
  await gazette.work(true);
  expect(gazette.letters).toHaveLength(2);
});

test('a server that never takes it ends it after twelve tries', async () => {
  await gazette.tell(ann, {});
  await gazette.sql('update core.mail set attempts = 11');
  gazette.outcomes.push({ is: 'LATER', error: 'ETIMEDOUT CONN' });
  await gazette.work();
  expect(await mails()).toMatchObject([{ state: 'FAILED', attempts: 12 }]);
});

test('no answer to the text: sent once more under the same id, and no third time', async () => {
  gazette.outcomes.push(
    { is: 'UNKNOWN', error: 'ETIMEDOUT' },
    { is: 'UNKNOWN', error: 'ETIMEDOUT' },
  );
  await gazette.tell(ann, {});
  for (let tries = 0; tries < 4; tries += 1) await gazette.work(true);
  expect(await mails()).toMatchObject([{ state: 'UNCONFIRMED', is_repeated: true, body: null }]);
  expect(gazette.letters).toHaveLength(2);
  expect(new Set(gazette.letters.map(({ id }) => id)).size).toBe(1);
});

test('#77 killed midway: a crash between sending and its mark repeats a mail once', async () => {
  const killed = () => new Refusal('UNAVAILABLE', 'killed');
  gazette.outcomes.push(killed(), killed(), killed());
  await gazette.tell(ann, {});
  for (let tries = 0; tries < 5; tries += 1) await gazette.work(true);
  expect(gazette.letters).toHaveLength(2);
  expect(await mails()).toMatchObject([{ state: 'UNCONFIRMED', is_repeated: true }]);
});

test('whoever has gone gets nothing any more', async () => {
  await gazette.tell(ann, {});
  await gazette.sql('update core.membership set is_active = false where id = $1', [ann.uuid]);
  await gazette.work();
  await gazette.sql('update core.membership set is_active = true where id = $1', [ann.uuid]);
  expect(gazette.letters).toEqual([]);
  expect(await mails()).toMatchObject([{ state: 'SKIPPED', body: null }]);
});

test('administrators see what became of mails, never their text', async () => {
  await gazette.tell(ann, {});
  const admin = await gazette.reader('Root', { role: 'admin' });
  const { mails: shown } = await gazette.graph.read<{ mails: object }>(
    admin.token,
    '{ mails { nodes { address subject state attempts } } }',
  );
  expect(shown).toMatchObject({ nodes: [{ address: 'ann@acme.example', state: 'QUEUED' }] });
  const denied = gazette.graph.read(ann.token, '{ mails { nodes { subject } } }');
  await expect(denied).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  const body = gazette.graph.read(admin.token, '{ mails { nodes { body } } }');
  await expect(body).rejects.toThrow(/body/);
});
