import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { type Company, createCompany, hireInput } from '../../test/company.js';
import { memberFor } from '../../test/leave.js';
import { answer, createTemplate, startSurvey, type TestTemplate } from '../../test/surveys.js';
import { hrPlugin } from '../plugin.js';

/** A word that stands nowhere else. */
const CANARY = 'Quaverwhistle';

let app: TestApp;
let company: Company;
let template: TestTemplate;
let survey: string;
let now = new Date('2026-03-02T10:00:00Z');
/** People by unit: six, three and seven of them. */
let staff: TestClient[];
const units: string[] = [];
const SIZES = [6, 3, 7];

async function hireAll(): Promise<TestClient[]> {
  const calls = SIZES.flatMap((size, at) =>
    Array.from({ length: size }, () => hireInput(company, { unitId: units[at] ?? '' })),
  );
  const ids: string[] = [];
  const names = calls.map((_, at) => `$i${at}: EmployeeHireInput!`).join(', ');
  for (let first = 0; first < calls.length; first += 8) {
    const some = calls.slice(first, first + 8);
    const variables = Object.fromEntries(some.map((input, at) => [`i${at}`, input]));
    const fields = some.map(
      (_, at) => `f${at}: employeeHire(input: $i${at}) { employee { id }
      userErrors { code } }`,
    );
    const asked = names.split(', ').slice(0, some.length).join(', ');
    const data = await app.owner.data(`mutation (${asked}) { ${fields.join(' ')} }`, variables);
    ids.push(...some.map((_, at) => data[`f${at}`].employee.id as string));
  }
  const clients: TestClient[] = [];
  for (const id of ids) clients.push(await memberFor(app, id, 'employee'));
  return clients;
}

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now, poolSize: 20 });
  company = await createCompany(app);
  const { orgUnitCreate } = await app.owner.data(
    `mutation ($id: ID!) { orgUnitCreate(input: { code: "SUB", name: "Sub", parentId: $id }) {
       orgUnit { id } userErrors { code } } }`,
    { id: company.unitId },
  );
  units.push(company.unitId, orgUnitCreate.orgUnit.id, company.otherUnitId);
  staff = await hireAll();
  template = await createTemplate(app);
  survey = await startSurvey(app, template, { closesOn: '2026-03-31' });
});
afterAll(() => app?.close());

const RESULTS = `query ($id: ID!) { surveyResults(surveyId: $id) { unit { id } people figures {
  question { kind } mean enps counts { answer people } } } }`;
const WORDS = 'query ($id: ID!) { surveyWords(surveyId: $id) { words } }';
const reader = () =>
  app.as({ permissions: ['hr.survey.read', 'hr.surveyResult.read', 'core.orgUnit.read'] });

const given = (scale: number, recommend: number, text = '') => ({
  [template.scale]: String(scale),
  [template.recommend]: String(recommend),
  ...(text && { [template.text]: text }),
});

test('one answer counts, of twenty at once too; wrong ones are refused', async () => {
  const [first] = staff as [TestClient];
  expect(await answer(first, survey, given(6, 10))).toBe('HR_SURVEY_ANSWER');
  expect(await answer(first, survey, given(5, 11))).toBe('HR_SURVEY_ANSWER');
  expect(await answer(first, survey, { [template.scale]: '5' })).toBe('HR_SURVEY_ANSWER');
  const insist = async (): Promise<string> => {
    for (;;) {
      const code = await answer(first, survey, given(5, 10, CANARY));
      if (code !== 'CONFLICT' && code !== 'UNAVAILABLE') return code;
    }
  };
  const codes = await Promise.all(Array.from({ length: 20 }, insist));
  expect(codes.filter((code) => code === 'DONE')).toHaveLength(1);
  expect(codes.filter((code) => code === 'HR_SURVEY_ANSWERED')).toHaveLength(19);
  const outside = app.as({ permissions: ['hr.survey.answer', 'hr.survey.read'] });
  expect(await answer(outside, survey, given(5, 10))).toBe('HR_SURVEY_NOT_INVITED');
  const [sum] = await app.sql<{ count: number }>(
    'select count(*)::int as count from hr.survey_answer',
  );
  expect(sum?.count).toBe(3);
});

test('nothing is shown before the end, and then of groups that are large enough', async () => {
  for (const [at, client] of staff.entries()) {
    if (at > 0)
      expect(await answer(client, survey, given(at < 9 ? 4 : 2, at < 9 ? 10 : 0))).toBe('DONE');
  }
  expect((await reader().data(RESULTS, { id: survey })).surveyResults).toEqual([]);
  await app.work();
  now = new Date('2026-04-01T10:00:00Z');
  await app.work();
  const { surveyResults } = await reader().data(RESULTS, { id: survey });
  const seen = surveyResults.map((one: { unit: { id: string } | null; people: number }) => [
    one.unit && units.indexOf(one.unit.id),
    one.people,
  ]);
  // Three are too few, and with the six of the next larger unit they are one group: the whole less
  // the unit that is shown tells of nine, never of three.
  expect(seen).toEqual([
    [2, 7],
    [null, 9],
  ]);
  expect(surveyResults[0].figures).toEqual([
    { question: { kind: 'SCALE' }, mean: 2, enps: null, counts: [{ answer: '2', people: 7 }] },
    { question: { kind: 'RECOMMEND' }, mean: 0, enps: -100, counts: [{ answer: '0', people: 7 }] },
  ]);
  expect(surveyResults[1].figures[1]).toMatchObject({ enps: 100 });
  expect(await answer(staff[1] as TestClient, survey, given(1, 1))).toBe('HR_SURVEY_CLOSED');
});

test('words are shown when enough wrote some, of all units and in no order', async () => {
  expect((await reader().data(WORDS, { id: survey })).surveyWords).toEqual([]);
  const { surveyTrend } = await reader().data(
    `query ($id: ID!) { surveyTrend(templateId: $id) { closesOn people figures { enps mean } } }`,
    { id: template.id },
  );
  expect(surveyTrend).toEqual([
    {
      closesOn: '2026-03-31',
      people: 16,
      figures: [
        { enps: null, mean: 3.19 },
        { enps: 13, mean: 5.63 },
      ],
    },
  ]);
});

test('#32 nothing leads from an answer to who gave it, for the server neither', async () => {
  const client = await app.asRole('bureau_app', app.organizationId);
  await expect(client.query('select * from hr.survey_answer')).rejects.toThrow('permission denied');
  await expect(client.query('update hr.survey set min_group = 6')).rejects.toThrow(
    'HR_SURVEY_CLOSED',
  );
  await client.end();
  // Rows are those of the transaction that closed the survey, not of those who answered.
  const [links] = await app.sql<{ count: number }>(
    `select count(*)::int as count from hr.survey_answer a join hr.survey_invitation i
       on i.xmin::text = a.xmin::text`,
  );
  expect(links?.count).toBe(0);
  const hr = app.as({ role: 'hrManager' });
  expect((await hr.data('{ surveyInvitations { totalCount } }')).surveyInvitations).toEqual({
    totalCount: 0,
  });
  const auditor = app.as({ permissions: ['core.audit.read', 'core.event.read'] });
  await app.caughtUp();
  for (const path of [
    '{ auditTrail(first: 100) { nodes { recordType details changes { field after } } } }',
    '{ changes(first: 250) { nodes { name recordType recordId } } }',
  ]) {
    const text = JSON.stringify((await auditor.query(path)).data);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain('SurveyInvitation');
  }
  for (const table of ['audit_entry', 'outbox_event', 'notification']) {
    const rows = await app.sql(`select t::text as text from core.${table} t`);
    expect([table, JSON.stringify(rows).includes(CANARY)]).toEqual([table, false]);
  }
});
