import { createGazette, type Gazette, issueOut } from '../../test/gazette.js';
import type { Member } from '../../test/approvals.js';

let gazette: Gazette;
let ann: Member;
let ben: Member;
let admin: Member;
let now = new Date();

beforeAll(async () => {
  gazette = await createGazette(() => now);
  ann = await gazette.reader('Ann');
  ben = await gazette.reader('Ben');
  admin = await gazette.reader('Admin', { role: 'admin', email: null });
});
afterAll(() => gazette?.close());
beforeEach(async () => {
  now = new Date();
  gazette.letters.length = 0;
  for (const table of ['notification', 'mail', 'notification_preference', 'job']) {
    await gazette.sql(`delete from core.${table}`);
  }
});

interface Shown {
  id: string;
  title: string;
  body: string;
  readAt: string | null;
  record: { id: string } | null;
}

async function listOf(who: Member, args = ''): Promise<Shown[]> {
  const data = await gazette.graph.read<{ notifications: { nodes: Shown[] } }>(
    who.token,
    `{ notifications${args} { nodes { id title body readAt record { id } } } }`,
  );
  return data.notifications.nodes;
}

const prefer = (who: Member, input: string) =>
  gazette.graph.mutate(
    who.token,
    `mutation { notificationPreferenceSet(input: { ${input} }) {
      notificationPreference { topic delivery digestHour } userErrors { code } } }`,
  );

test('somebody is told with the transaction, or not at all; nothing stays of a try', async () => {
  const notice = { to: { users: [ann.uuid, ann.uuid] }, data: { number: 1, headline: 'Sun' } };
  const broken = gazette.within(ann, async (ctx) => {
    await ctx.notify(issueOut, notice);
    throw new Error('taken back');
  });
  await expect(broken).rejects.toThrow('taken back');
  expect(await gazette.within(ann, (ctx) => ctx.notify(issueOut, notice), true)).toBe(1);
  expect(await listOf(ann)).toEqual([]);
  expect(await gazette.within(ann, (ctx) => ctx.notify(issueOut, notice))).toBe(1);
  expect(await listOf(ann)).toMatchObject([
    { title: 'Issue 1: Sun', body: 'Dear Ann, read it.', readAt: null, record: null },
  ]);
});

test('everybody reads the own notifications only, also who holds every permission', async () => {
  await gazette.tell(ann, {});
  const [own] = await listOf(ann);
  expect(await listOf(ben)).toEqual([]);
  const { notifications } = await gazette.graph.read<{ notifications: { nodes: Shown[] } }>(
    gazette.owner,
    '{ notifications { nodes { id title body readAt record { id } } } }',
  );
  expect(notifications.nodes).toEqual([]);
  const node = await gazette.graph.read(ben.token, `{ node(id: "${own?.id}") { id } }`);
  expect(node).toEqual({ node: null });
  for (const token of [ben.token, gazette.owner]) {
    const read = gazette.graph.mutate(
      token,
      `mutation { notificationRead(input: { id: "${own?.id}" }) { userErrors { code } } }`,
    );
    await expect(read).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  }
});

test('read, count and read all', async () => {
  for (const number of [1, 2, 3]) await gazette.tell(ann, { data: { number, headline: 'x' } });
  const [first] = await listOf(ann);
  const read = `mutation { notificationRead(input: { id: "${first?.id}" }) {
    notification { readAt } userErrors { code } } }`;
  const { notification } = await gazette.graph.mutate<{ notification: Shown }>(ann.token, read);
  expect(notification.readAt).not.toBeNull();
  expect(await gazette.graph.read(ann.token, '{ notificationUnreadCount }')).toEqual({
    notificationUnreadCount: 2,
  });
  expect(await listOf(ann, '(isRead: false)')).toHaveLength(2);
  expect(await listOf(ann, '(last: 1)')).toMatchObject([{ title: 'Issue 3: x' }]);
  const all = 'mutation { notificationReadAll { count userErrors { code } } }';
  expect(await gazette.graph.mutate(ann.token, all)).toEqual({ count: 2, userErrors: [] });
  expect(await listOf(ann, '(isRead: false)')).toEqual([]);
});

test('by person, by role and once for one thing; nobody who is not active', async () => {
  await gazette.sql('update core.membership set is_active = false where id = $1', [ben.uuid]);
  const to = { users: [ben.uuid], roles: ['viewer'] };
  expect(await gazette.tell(ann, { to, uniqueKey: 'a' })).toBe(1);
  expect(await gazette.tell(ann, { to, uniqueKey: 'a' })).toBe(0);
  expect(await gazette.tell(ann, { to, uniqueKey: 'b' })).toBe(1);
  await gazette.sql('update core.membership set is_active = true where id = $1', [ben.uuid]);
  expect(await gazette.tell(ann, { to, uniqueKey: 'a' })).toBe(1);
  expect(await listOf(ann)).toHaveLength(2);
});

test('a kind goes before its category, and this before everything else', async () => {
  expect(await prefer(ann, 'topic: "gazette.issue", delivery: NONE')).toMatchObject({
    userErrors: [{ code: 'CORE_NOTIFICATION_TOPIC_UNKNOWN' }],
  });
  await prefer(ann, 'delivery: NONE, digestHour: 9');
  expect(await gazette.tell(ann, {})).toBe(0);
  await prefer(ann, 'topic: "gazette", delivery: IN_APP');
  expect(await gazette.tell(ann, {})).toBe(1);
  await prefer(ann, 'topic: "gazette.issue.out", delivery: IMMEDIATE');
  await gazette.tell(ann, {});
  expect(await gazette.states()).toEqual(['QUEUED']);
  await gazette.work();
  expect(gazette.letters).toMatchObject([
    { name: 'Ann', address: 'ann@acme.example', subject: 'Issue 7: Rain' },
  ]);
  expect(await gazette.states()).toEqual(['SENT']);
});

test('data that do not fit, and a kind of no plugin, are faults of the program', async () => {
  const wrong = gazette.tell(ann, { data: { number: 'x' } as never });
  await expect(wrong).rejects.toThrow(/number/);
  const unknown = gazette.within(ann, (ctx) =>
    ctx.notify({ ...issueOut }, { to: {}, data: { number: 1, headline: '' } }),
  );
  await expect(unknown).rejects.toThrow('in "notifications" of no loaded plugin');
});

const setWords = (title: string, body: string, more = '') =>
  gazette.graph.mutate<{ notificationTemplate: { id: string; locale: string } | null }>(
    admin.token,
    `mutation { notificationTemplateSet(input: { kind: "gazette.issue.out" ${more},
      title: ${JSON.stringify(title)}, body: ${JSON.stringify(body)} }) {
      notificationTemplate { id locale } userErrors { code message } } }`,
  );

test('an organization has its own words, which are tried when they are set', async () => {
  for (const bad of [
    '{{ salary }}',
    '{{ number | nofilter }}',
    '{% if %}',
    '{% include "/etc/passwd" %}',
    '{% render "x" %}',
    '{{ number.constructor }}',
    '{% for i in (1..100000000) %}x{% endfor %}',
    '  ',
  ]) {
    expect(await setWords('Title', bad)).toMatchObject({
      userErrors: [{ code: 'CORE_NOTIFICATION_TEMPLATE_INVALID' }],
    });
  }
  const set = await setWords('Nr {{ number }}', '{{ headline }}! {{ hint }}');
  expect(set.notificationTemplate?.locale).toBe('en');
  await gazette.tell(ann, { data: { number: 3, headline: 'Snow', hint: 'Now' } as never });
  expect(await listOf(ann)).toMatchObject([{ title: 'Nr 3', body: 'Snow! Now' }]);
  // Data that these words cannot take: those of the plugin hold.
  await gazette.tell(ann, { data: { number: 4, headline: 'Hail' } });
  expect(await listOf(ann)).toMatchObject([{}, { title: 'Issue 4: Hail' }]);
  const remove = `mutation { notificationTemplateDelete(input: {
    id: "${set.notificationTemplate?.id}" }) { deletedId userErrors { code } } }`;
  await gazette.graph.mutate(admin.token, remove);
  await gazette.sql("update core.organization set locale = 'de-AT'");
  await gazette.tell(ann, {});
  expect((await listOf(ann)).at(-1)).toMatchObject({ title: 'Ausgabe 7', body: 'An Ann von Acme' });
  await gazette.sql("update core.organization set locale = 'en'");
});

test('a title is one line, whatever the data hold', async () => {
  await gazette.tell(ann, { data: { number: 1, headline: 'a\r\nBcc: x@y.example\u2028b\u0000' } });
  expect((await listOf(ann))[0]?.title).toBe('Issue 1: a Bcc: x@y.example b');
});

const digest = (at: string) => {
  now = new Date(at);
  return gazette.sql(
    `insert into core.job (id, kind, input, actor_kind, actor_id)
     values (gen_random_uuid(), 'core.notificationDigest', '{}', 'system', gen_random_uuid())`,
  );
};

test('a digest holds what is unread, once, at the hour that its user chose', async () => {
  await gazette.sql("update core.organization set time_zone = 'Europe/Berlin'");
  await prefer(ann, 'delivery: DAILY, digestHour: 9');
  await prefer(ben, 'delivery: WEEKLY, digestHour: 6');
  for (const number of [1, 2]) {
    const to = { users: [ann.uuid, ben.uuid] };
    await gazette.tell(ann, { to, data: { number, headline: 'x' } });
  }
  // Sunday 7 June 2026, 12:00 in Berlin; Monday is the day of weekly digests.
  await gazette.sql("update core.notification set created_at = '2026-06-07T10:00:00Z'");
  const [first] = await listOf(ann);
  await gazette.graph.mutate(
    ann.token,
    `mutation { notificationRead(input: { id: "${first?.id}" }) { userErrors { code } } }`,
  );
  await digest('2026-06-08T03:59:00Z');
  await gazette.work();
  expect(gazette.letters).toEqual([]);
  await digest('2026-06-08T04:00:00Z');
  await gazette.work();
  expect(gazette.letters).toMatchObject([
    {
      address: 'ben@acme.example',
      subject: 'You have 2 unread notifications',
      body: '- Issue 1: x\n- Issue 2: x',
    },
  ]);
  // 9:00 was missed: it is made up for, and not made twice.
  for (const at of ['2026-06-08T12:00:00Z', '2026-06-08T13:00:00Z']) {
    await digest(at);
    await gazette.work();
  }
  expect(gazette.letters.slice(1)).toMatchObject([
    { address: 'ann@acme.example', subject: 'You have 1 unread notification' },
  ]);
});
