import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { type Company, createCompany, hire } from '../../test/company.js';
import { appoint, FILE, FILE_ANONYMOUSLY, fileOne, SAY } from '../../test/grievances.js';
import { memberFor } from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

/** Words that stand nowhere else. */
const CANARY = 'Quaverwhistle';

let app: TestApp;
let company: Company;
let now = new Date('2026-03-02T10:00:00Z');
let reporter: TestClient;
let officer: TestClient;
let director: TestClient;
let boss: TestClient;
let intake: TestClient;
/** Everything but a name on the case. */
let hr: TestClient;
let id: string;
let bossId: string;

async function person(number: string, managerId: string | null = null) {
  const employeeId = await hire(app.owner, company, { number, familyName: number, managerId });
  return { employeeId, client: await memberFor(app, employeeId, 'employee') };
}

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  company = await createCompany(app);
  const top = await person('TOP');
  const chief = await person('CHIEF', top.employeeId);
  const staff = await person('STAFF', chief.employeeId);
  const asked = await person('ASKED', top.employeeId);
  const elsewhere = await person('OTHER', top.employeeId);
  [director, boss, reporter, officer] = [top.client, chief.client, staff.client, asked.client];
  bossId = chief.employeeId;
  for (const one of [top, chief, asked]) await appoint(app, one.employeeId);
  const { userId = '', personId = '' } = elsewhere.client.principal;
  const permissions = [...app.composition.permissions.keys()];
  hr = app.as({ permissions, userId, personId });
  intake = app.as({ permissions: ['hr.grievance.intake'] });
  const words = `He calls me ${CANARY} every day.`;
  id = await fileOne(reporter, { words, title: CANARY, accusedNumbers: ['CHIEF'] });
});
afterAll(() => app?.close());

const LIST = `{ grievances { totalCount nodes { id title filedBy { number }
  messages { nodes { words } } handlers { nodes { employee { number } isActive } }
  accused { nodes { employee { number } } } steps { totalCount } } } }`;
const ids = async (client: TestClient): Promise<string[]> =>
  (await client.data('{ grievances { totalCount nodes { id } } }')).grievances.nodes.map(
    (one: { id: string }) => one.id,
  );
const code = async (client: TestClient, text: string, input: object): Promise<string> => {
  const { data, errors } = await client.query(text, { input });
  const payload = Object.values((data ?? {}) as Record<string, never>)[0] as never;
  return payload?.['userErrors']?.[0]?.['code'] ?? errors[0]?.extensions['code'] ?? 'DONE';
};

test('it goes to those who are asked, but to nobody in the line of who is meant', async () => {
  const { grievances } = await officer.data(LIST);
  expect(grievances.nodes).toMatchObject([{ id, title: CANARY }]);
  expect(await ids(reporter)).toEqual([id]);
  for (const client of [boss, director, hr, app.owner]) expect(await ids(client)).toEqual([]);
  const { grievances: own } = await reporter.data(LIST);
  // Whoever filed it does not see who is meant, as those who look into it write it down.
  expect(own.nodes[0]).toMatchObject({ accused: { nodes: [] }, steps: { totalCount: 0 } });
});

test('days to answer, by article 9 of Directive (EU) 2019/1937', async () => {
  const { grievance } = await officer.data(
    'query ($id: ID!) { grievance(by: { id: $id }) { acknowledgeBy answerBy } }',
    { id },
  );
  expect(grievance).toEqual({ acknowledgeBy: '2026-03-09', answerBy: '2026-06-07' });
});

test('notes among those who look into it are not for whoever filed it', async () => {
  await officer.data(SAY, { input: { id, words: 'We look into it.' } });
  await officer.data(SAY, { input: { id, words: 'Ask the neighbour.', isInternal: true } });
  const text = JSON.stringify(await reporter.data(LIST));
  expect(text).toContain('We look into it.');
  expect(text).not.toContain('neighbour');
  expect(JSON.stringify(await officer.data(LIST))).toContain('neighbour');
});

test('it goes on and not back, by those who look into it alone', async () => {
  const state = (field: string, more = '') =>
    `mutation ($id: ID!) { ${field}(input: { id: $id ${more} }) { grievance { state }
       userErrors { code } } }`;
  const decide = state('grievanceDecide', 'outcome: UPHELD, words: "It is so."');
  const refused = async (client: TestClient, text: string) => {
    const { data, errors } = await client.query(text, { id });
    const payload = Object.values((data ?? {}) as Record<string, never>)[0] as never;
    return payload?.['userErrors']?.[0]?.['code'] ?? errors[0]?.extensions['code'];
  };
  expect(await refused(officer, decide)).toBe('HR_GRIEVANCE_STATE');
  expect(await refused(reporter, state('grievanceAcknowledge'))).toBe('HR_GRIEVANCE_HANDLER');
  expect(await refused(hr, state('grievanceAcknowledge'))).toBe('NOT_FOUND');
  await officer.data(state('grievanceAcknowledge'), { id });
  await officer.data(decide, { id });
  const client = await app.asRole('bureau_app', app.organizationId);
  await expect(
    client.query("update hr.grievance set state = 'FILED', outcome = null"),
  ).rejects.toThrow('HR_GRIEVANCE_STATE');
  await client.end();
});

test('nobody in the line can be named, and whoever comes into it loses sight of it', async () => {
  const ADD = `mutation ($input: GrievancePersonInput!) { grievanceHandlerAdd(input: $input) {
    userErrors { code } } }`;
  for (const employeeNumber of ['CHIEF', 'TOP', 'STAFF']) {
    expect(await code(officer, ADD, { id, employeeNumber })).toBe('HR_GRIEVANCE_HANDLER');
  }
  expect(await code(hr, ADD, { id, employeeNumber: 'OTHER' })).toBe('NOT_FOUND');
  expect(await code(officer, ADD, { id, employeeNumber: 'OTHER' })).toBe('DONE');
  expect(await ids(hr)).toEqual([id]);
  const { personId } = hr.principal;
  const [other] = await app.sql<{ id: string }>('select id from hr.employee where person_id = $1', [
    personId,
  ]);
  await app.owner.data(
    `mutation ($id: ID!, $managerId: ID!) { jobChange(input: { employeeId: $id,
       effectiveOn: "2026-03-01", managerId: $managerId }) { userErrors { code } } }`,
    { id: app.id('Employee', other?.id ?? ''), managerId: bossId },
  );
  await app.work();
  expect(await ids(hr)).toEqual([]);
  expect(await ids(officer)).toEqual([id]);
});

test('without a name: a code to come back with, and nothing else leads to who it was', async () => {
  const input = { category: 'FRAUD', title: 'Invoices', words: `${CANARY} signs twice.` };
  Object.assign(input, { accusedNumbers: ['CHIEF'] });
  const { grievanceFileAnonymously } = await intake.data(FILE_ANONYMOUSLY, { input });
  const given = grievanceFileAnonymously.code as string;
  const { grievances } = await officer.data(
    `{ grievances(where: { category: { eq: FRAUD } }) { nodes { id filedBy { number } } } }`,
  );
  expect(grievances.nodes).toMatchObject([{ filedBy: null }]);
  const fraud = grievances.nodes[0].id as string;
  await officer.data(SAY, { input: { id: fraud, words: 'Which invoices?' } });
  await officer.data(SAY, { input: { id: fraud, words: 'Hidden', isInternal: true } });
  const REPLY = `mutation ($input: GrievanceReplyInput!) { grievanceReplyByCode(input: $input) {
    isTaken userErrors { code } } }`;
  const spoken = given.toLowerCase().replaceAll('-', ' ');
  expect(await code(intake, REPLY, { code: spoken, words: 'Those of May.' })).toBe('DONE');
  expect(await code(intake, REPLY, { code: 'WRONG', words: 'x' })).toBe('HR_GRIEVANCE_CODE');
  const BACK = `query ($code: String!) { grievanceByCode(code: $code) { state outcome
    messages { isOwn words } } }`;
  expect((await intake.data(BACK, { code: given })).grievanceByCode).toEqual({
    ...{ state: 'FILED', outcome: null },
    messages: [
      { isOwn: true, words: `${CANARY} signs twice.` },
      { isOwn: false, words: 'Which invoices?' },
      { isOwn: true, words: 'Those of May.' },
    ],
  });
  expect((await intake.data(BACK, { code: 'WRONG' })).grievanceByCode).toBeNull();
  expect(await ids(app.as({ permissions: ['hr.grievance.intake', 'hr.grievance.read'] }))).toEqual(
    [],
  );
  const rows = await app.sql('select g::text as text from hr.grievance g');
  expect(JSON.stringify(rows)).not.toContain(given.replaceAll('-', ''));
});

test('#32 with every right and no name on it nobody learns that there is one', async () => {
  await app.caughtUp();
  const paths = [
    LIST,
    `{ grievances(where: { state: { eq: DECIDED } }, orderBy: [{ field: ANSWER_BY }]) {
      totalCount } }`,
    `{ grievance(by: { id: "${id}" }) { id } node(id: "${id}") { id } }`,
    `{ auditTrail(first: 100) { totalCount nodes { operation recordType recordId details
      changes { field before after } } } }`,
    '{ auditTrail(where: { recordType: { startsWith: "Griev" } }) { totalCount nodes { id } } }',
    '{ changes(first: 250) { nodes { name recordType recordId } } }',
    '{ notifications { nodes { title } } }',
    '{ employees(first: 50) { nodes { history { nodes { operation changes { after } } } } } }',
  ];
  for (const path of paths) {
    for (const client of [hr, app.owner, boss, director]) {
      const text = JSON.stringify((await client.query(path)).data);
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(id);
      expect(text).not.toMatch(/"Grievance(?!Officer)|grievance(File|Decide|Ack|Message)/);
    }
  }
  const { grievance } = await officer.data(
    'query ($id: ID!) { grievance(by: { id: $id }) { history { nodes { operation } } } }',
    { id },
  );
  // Those who look into it see who did what; and the trail itself has it.
  expect(grievance.history.nodes.length).toBeGreaterThan(1);
  const sums = await app.sql<{ count: number }>(
    "select count(*)::int as count from core.audit_entry where record_type = 'Grievance'",
  );
  expect(sums[0]?.count).toBeGreaterThan(2);
  expect(JSON.stringify(app.log)).not.toContain(CANARY);
  for (const table of ['outbox_event', 'notification', 'audit_entry', 'mail']) {
    const rows = await app.sql(`select t::text as text from core.${table} t`);
    expect([table, JSON.stringify(rows).includes(CANARY)]).toEqual([table, false]);
  }
});

test('nothing is taken in that nobody could look into', async () => {
  const input = { category: 'OTHER', title: 'T', words: 'W', accusedNumbers: ['ASKED', 'CHIEF'] };
  expect(await code(reporter, FILE, input)).toBe('HR_GRIEVANCE_NO_HANDLER');
  expect(await code(reporter, FILE, { ...input, accusedNumbers: ['NOBODY'] })).toBe(
    'HR_GRIEVANCE_NUMBER',
  );
  expect(await code(reporter, FILE, { ...input, words: ' ' })).toBe('HR_GRIEVANCE_TEXT');
});

test('reminders say nothing, and words are erased when they were kept enough', async () => {
  await officer.data(
    'mutation ($id: ID!) { grievanceClose(input: { id: $id }) { userErrors { code } } }',
    { id },
  );
  await app.work();
  now = new Date('2029-03-03T10:00:00Z');
  await app.work();
  const told = await app.sql(
    "select title from core.notification where kind = 'hr.grievance.news'",
  );
  expect(new Set(told.map(({ title }) => title))).toEqual(
    new Set(['A confidential matter waits for you']),
  );
  const { grievance } = await officer.data(
    `query ($id: ID!) { grievance(by: { id: $id }) { title outcome outcomeWords filedBy { number }
       messages { nodes { words } } } }`,
    { id },
  );
  expect(grievance).toMatchObject({ title: null, outcome: 'UPHELD', outcomeWords: null });
  const words = grievance.messages.nodes.map((one: { words: string | null }) => one.words);
  expect(new Set(words)).toEqual(new Set([null]));
  expect(await ids(reporter)).toEqual([]);
});
