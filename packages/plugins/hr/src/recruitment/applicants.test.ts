import { createTestApp, type TestApp } from '@bureau/testing';
import { type Company, createCompany, hire } from '../../test/company.js';
import { createVacancy } from '../../test/recruitment.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;
let now = new Date('2026-03-02T10:00:00Z');

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  company = await createCompany(app);
});
afterAll(() => app?.close());

const NAME = 'Quillifer';
const WORDS = [NAME, 'quillifer@mail.test', '+43 555 0107', 'Talks of the sea'];
const APPLY = `mutation ($input: ApplicationCreateInput!) { applicationCreate(input: $input) {
  application { id applicant { id } } userErrors { code message path } } }`;

const applicant = {
  ...{ givenName: 'Zed', familyName: NAME },
  ...{ email: 'Quillifer@mail.test', phone: '+43 555 0107' },
};

/** Everything that the tables of the organization hold, as text. */
async function everything(): Promise<string> {
  const tables = await app.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('core', 'hr') and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await app.sql<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(...rows.map(({ text }) => `${name} ${text}`));
  }
  return texts.join('\n');
}

test('who applied is read by few, and erased after the term: from history too', async () => {
  const { requisitionId } = await createVacancy(app, company, {
    ...{ code: 'KEEP', posts: 1, keepDays: 90 },
  });
  const { applicationCreate } = await app.owner.data(APPLY, {
    input: { requisitionId, applicant },
  });
  const { id, applicant: made } = applicationCreate.application;
  const interviewerId = await hire(app.owner, company, {});
  const { interviewPlan } = await app.owner.data(
    `mutation ($input: InterviewPlanInput!) { interviewPlan(input: $input) { interview { id }
       userErrors { code } } }`,
    { input: { applicationId: id, interviewerId, topic: 'First', startsAt: now.toISOString() } },
  );
  await app.owner.data(
    `mutation ($id: ID!) { interviewConclude(input: { id: $id, score: 2, note: "${WORDS[3]}" }) {
       userErrors { code } } }`,
    { id: interviewPlan.interview.id },
  );
  const READ = `query ($id: ID!) { application(by: { id: $id }) { stage applicant { familyName
    givenName email phone } interviews { aggregate { score { avg } } nodes { note } } } }`;
  const text = JSON.stringify(await app.owner.data(READ, { id }));
  for (const word of WORDS) expect(text).toContain(word);
  const seen = JSON.stringify(await app.as({ role: 'manager' }).query(READ, { id }));
  for (const word of WORDS) expect(seen).not.toContain(word);
  const clear = await everything();
  for (const word of WORDS) expect(clear).not.toContain(word);

  await app.owner.data(
    'mutation ($id: ID!) { applicationReject(input: { id: $id }) { userErrors { code } } }',
    { id },
  );
  await app.work();
  now = new Date('2026-05-31T10:00:00Z');
  await app.work();
  expect((await app.owner.data(READ, { id })).application.applicant.familyName).toBe(NAME);
  now = new Date('2026-06-01T10:00:00Z');
  await app.work();
  const { application } = await app.owner.data(READ, { id });
  expect(application).toMatchObject({
    stage: 'REJECTED',
    applicant: { familyName: null, givenName: null, email: null, phone: null },
    interviews: { aggregate: { score: { avg: expect.anything() } }, nodes: [{ note: null }] },
  });
  const { applicant: past } = await app.owner.data(
    `query ($id: ID!) { applicant(by: { id: $id }) { erasedAt history { nodes {
       changes { field before after } } } } }`,
    { id: made.id },
  );
  expect(past.erasedAt).not.toBeNull();
  for (const word of WORDS) expect(JSON.stringify(past)).not.toContain(word);
});

test('an applicant is known by the address, and applies once at a time', async () => {
  const { requisitionId } = await createVacancy(app, company, { code: 'TWICE', posts: 1 });
  const { requisitionId: other } = await createVacancy(app, company, { code: 'O', posts: 1 });
  const again = { ...applicant, familyName: 'Quill', email: 'again@mail.test' };
  const first = await app.owner.data(APPLY, { input: { requisitionId, applicant: again } });
  const elsewhere = await app.owner.data(APPLY, {
    input: {
      requisitionId: other,
      applicant: { ...again, email: 'AGAIN@mail.test' },
    },
  });
  const idOf = (data: typeof first) => data.applicationCreate.application.applicant.id;
  expect(idOf(elsewhere)).toBe(idOf(first));
  const twice = await app.owner.query(APPLY, { input: { requisitionId, applicant: again } });
  expect(twice.data.applicationCreate.userErrors).toMatchObject([{ code: 'HR_APPLICATION_TWICE' }]);
});

describe('what applicants tell of themselves', () => {
  const FIGURES = `query ($year: Int!, $question: String!) {
    applicantFigures(year: $year, question: $question) { answer people } }`;
  const figures = async (question: string, year = 2025) =>
    (await app.owner.data(FIGURES, { year, question })).applicantFigures;

  async function told(question: string, answers: Record<string, number>, year = 2025) {
    for (const [answer, count] of Object.entries(answers)) {
      await app.sql(
        `insert into hr.applicant_answer (organization_id, year, question, answer)
         select $1, $2, $3, $4 from generate_series(1, $5::int)`,
        [app.organizationId, year, question, answer, count],
      );
    }
  }

  test('is shown in groups of ten, smaller ones together so that none can be told', async () => {
    await told('GENDER', { FEMALE: 40, MALE: 30, OTHER: 3 });
    // Three alone would be all minus those shown.
    expect(await figures('GENDER')).toEqual([
      { answer: 'FEMALE', people: 40 },
      { answer: null, people: 33 },
    ]);
    await told('AGE', { YOUNG: 9, OLD: 9, BETWEEN: 25 });
    expect(await figures('AGE')).toEqual([
      { answer: 'BETWEEN', people: 25 },
      { answer: null, people: 18 },
    ]);
    await told('RARE', { YES: 4, NO: 5 });
    expect(await figures('RARE')).toEqual([]);
    await told('PLAIN', { YES: 10, NO: 12 });
    expect(await figures('PLAIN')).toEqual([
      { answer: 'NO', people: 12 },
      { answer: 'YES', people: 10 },
    ]);
  });

  test('is kept without a tie to anybody, and not shown before the year is over', async () => {
    const { requisitionId } = await createVacancy(app, company, { code: 'TELL', posts: 1 });
    const answers = [{ question: 'GENDER', answer: 'FEMALE' }];
    const teller = { ...applicant, email: 'tell@mail.test' };
    const input = { requisitionId, applicant: teller, answers };
    const { applicationCreate } = await app.owner.data(APPLY, { input });
    expect(applicationCreate.userErrors).toEqual([]);
    const rows = await app.sql('select * from hr.applicant_answer where year = 2026');
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([
      ['answer', 'id', 'organization_id', 'question', 'year'],
    ]);
    await told('GENDER', { FEMALE: 40 }, 2026);
    expect(await figures('GENDER', 2026)).toEqual([]);
    const bad = { ...input, answers: [...answers, ...answers] };
    const twice = await app.owner.query(APPLY, { input: bad });
    expect(twice.data.applicationCreate.userErrors).toMatchObject([
      { code: 'HR_APPLICANT_ANSWERS' },
    ]);
  });

  test('is read by nobody, not even by the server', async () => {
    const client = await app.asRole('bureau_app', app.organizationId);
    const reading = client.query('select * from hr.applicant_answer');
    await expect(reading).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });
});
