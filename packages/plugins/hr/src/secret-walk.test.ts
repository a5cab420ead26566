import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { DEPENDANT, elect, PLAN, WINDOW } from '../test/benefits.js';
import { appoint, fileOne } from '../test/grievances.js';
import { reviewOne } from '../test/growth.js';
import { createLeaveCompany, hireEntitled, memberFor } from '../test/leave.js';
import { applyAll, createVacancy, offerAll } from '../test/recruitment.js';
import { readAll, walkOf } from '../test/schema-walk.js';
import { answer, createTemplate, startSurvey } from '../test/surveys.js';
import { hrPlugin } from './plugin.js';

/** Words that stand nowhere else. */
const SECRETS: Record<string, string> = {
  ...{ pay: '917733', 'pay before': '917722', 'offered pay': '61234' },
  ...{ 'bank account': 'DE02120300000000202051', 'national id': 'CANARY-NID-773' },
  ...{ dependant: 'Zephyrine', grievance: 'Quaverwhistle' },
  ...{ applicant: 'quillifer', note: 'Talks of the sea', illness: 'Broken collarbone' },
  ...{ review: 'wants-to-lead', peers: 'talks-over-others', reason: 'too-strict-boss' },
  'home address': 'Zanzibargasse 77',
};
/** What nobody finds, whatever they may: an answer to a survey that goes on. */
const UNTOLD = { answer: 'Murmuring fens' };
/** What the secrets need; a caller has everything else. */
const NEEDED = [
  ...['hr.salary.read', 'hr.bank.read', 'hr.identity.read', 'hr.applicant.read'],
  'hr.reviewAnswer.read',
  'hr.dependant.read',
  'hr.sickLeave.read',
  'core.homeAddress.read',
];

let app: TestApp;
let outsider: TestClient;
/** The one who reads the grievance. */
let handler: TestClient;
let employeeId: string;

beforeAll(async () => {
  const clock = () => new Date('2026-03-02T10:00:00Z');
  app = await createTestApp({ plugins: [hrPlugin], clock });
  const company = await createLeaveCompany(app);
  employeeId = await hireEntitled(app, company, {
    salary: { amount: { amount: SECRETS['pay before'] ?? '', currency: 'EUR' } },
    employee: {
      bankAccount: SECRETS['bank account'],
      nationalId: SECRETS['national id'],
    },
  });
  await app.owner.data(
    `mutation ($id: ID!, $pay: Decimal!, $sick: ID!, $note: String!) {
       salaryChange(input: { employeeId: $id, effectiveOn: "2024-01-01",
         amount: { amount: $pay, currency: "EUR" } }) { userErrors { code } }
       leaveRequestCreate(input: { employeeId: $id, typeId: $sick, startsOn: "2026-03-09",
         endsOn: "2026-03-13", note: $note }) { userErrors { code } } }`,
    { id: employeeId, pay: SECRETS['pay'], sick: company.sickId, note: SECRETS['illness'] },
  );
  const { requisitionId } = await createVacancy(app, company, { code: 'V', posts: 1 });
  const applications = await applyAll(app, requisitionId, [SECRETS['applicant'] ?? '']);
  await offerAll(app, applications);
  const { interviewPlan } = await app.owner.data(
    `mutation ($input: InterviewPlanInput!) { interviewPlan(input: $input) { interview { id }
       userErrors { code } } }`,
    {
      input: {
        ...{ applicationId: applications[0], interviewerId: employeeId, topic: 'First' },
        startsAt: '2026-03-02T10:00:00Z',
      },
    },
  );
  await app.owner.data(
    `mutation ($id: ID!, $note: String!) { interviewConclude(input: { id: $id, score: 3,
       note: $note }) { userErrors { code } } }`,
    { id: interviewPlan.interview.id, note: SECRETS['note'] },
  );
  const { review: self = '', peers: peer = '', reason = '' } = SECRETS;
  await reviewOne(app, company, { employeeId, words: { self, peer, reason } });
  await grieve(company);
  await live();
  await app.work();
  const template = await createTemplate(app);
  const survey = await startSurvey(app, template, { closesOn: '2026-03-31' });
  const asked = await memberFor(app, employeeId, 'employee');
  const answers = { [template.scale]: '4', [template.recommend]: '9' };
  const words = { [template.text]: UNTOLD.answer };
  expect(await answer(asked, survey, { ...answers, ...words })).toBe('DONE');
  const colleague = await hireEntitled(app, company, { familyName: 'Other' });
  const { principal } = await memberFor(app, colleague, 'employee');
  const permissions = [...app.composition.permissions.keys()].filter(
    (one) => !NEEDED.includes(one),
  );
  const { userId = '', personId = '' } = principal;
  outsider = app.as({ permissions: permissions, userId, personId });
});
afterAll(() => app?.close());

/** A child of somebody, who complains of a colleague. */
async function grieve(company: Awaited<ReturnType<typeof createLeaveCompany>>): Promise<void> {
  const child = { relation: 'CHILD', name: SECRETS['dependant'], birthDate: '2020-01-01' };
  await app.owner.data(DEPENDANT, { input: { employeeId, ...child } });
  const officerId = await hireEntitled(app, company, { familyName: 'Officer' });
  handler = await memberFor(app, officerId, 'employee');
  await appoint(app, officerId);
  const reporter = await memberFor(app, employeeId, 'employee');
  await fileOne(reporter, { words: SECRETS['grievance'] });
}

/** Where somebody lives who works here, who is a party of the organization too. */
async function live(): Promise<void> {
  const { partyCreate } = await app.owner.data(
    `mutation { partyCreate(input: { kind: PERSON, name: "Kim Berg", isEmployee: true }) {
       party { id } userErrors { code } } }`,
  );
  await app.owner.data(
    `mutation ($input: PartyAddressCreateInput!) { partyAddressCreate(input: $input) {
       partyAddress { id } userErrors { code } } }`,
    {
      input: {
        ...{ partyId: partyCreate.party.id, purpose: 'OTHER', lines: SECRETS['home address'] },
        ...{ city: 'Wien', country: 'AT' },
      },
    },
  );
}

const foundIn = (text: string) =>
  Object.entries({ ...SECRETS, ...UNTOLD })
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name);

test('the walk reaches lists, histories and sums of the whole schema', () => {
  const walk = walkOf(app);
  expect(walk.length).toBeGreaterThan(40);
  const asked = walk.flatMap(({ list, selections }) => selections.map((one) => `${list} ${one}`));
  expect(asked).toContain('salaries amount { amount }');
  expect(asked).toContain('employees salaryVersions { nodes { amount { amount } } }');
  expect(asked).toContain('employees history { nodes { changes { before } } }');
  expect(asked).toContain('employees salaries { aggregate { amount { max } } }');
});

test('#32 whoever has every right but those finds no secret on any path', async () => {
  expect(foundIn(await readAll(app, outsider))).toEqual([]);
}, 60_000);

test('those who have them find all of them: the secrets are really there', async () => {
  const { data } = await app.owner.query(
    `{ salaryVersions { nodes { amount { amount } } } employees { nodes { bankAccount nationalId } }
       offers { nodes { pay { amount } } } applicants { nodes { givenName } }
       interviews { nodes { note } } leaveRequests { nodes { note } }
       dependants { nodes { name } }
       reviewAnswers { nodes { comment } }
       reviewResults { nodes { reason peerComments { nodes { comment } } } }
       partyAddresses { nodes { lines } } }`,
  );
  const own = await handler.data('{ grievances { nodes { messages { nodes { words } } } } }');
  expect(foundIn(JSON.stringify([data, own]))).toEqual(Object.keys(SECRETS));
});

const through = (relation: string, where: string) =>
  `{ employees(where: { ${relation}: { some: { ${where} } } }) { totalCount } }`;

/** Ways to find out a value without reading it: each is refused, whatever the value. */
const ORACLES: Record<string, string> = {
  'a filter on pay': '{ salaries(where: { amount: { amount: { gt: "9" } } }) { totalCount } }',
  'an order by pay': '{ salaries(orderBy: [{ field: AMOUNT }]) { nodes { id } } }',
  'a count of pay': '{ salaries { totalCount } }',
  'a count of versions': '{ salaryVersions { totalCount } }',
  'a filter through people': through('salaries', 'amount: { amount: { gt: "9" } }'),
  'a filter through versions': through('salaryVersions', 'knownTo: { isNull: true }'),
  'an account': '{ employees(where: { bankAccount: { eq: "X" } }) { totalCount } }',
  'an address': '{ applicants(where: { email: { eq: "X" } }) { totalCount } }',
  'a review': '{ reviewResults(where: { score: { gt: "3" } }) { totalCount } }',
  'a sum of reviews': '{ reviewResults { aggregate { score { max } } } }',
  'a sum': '{ salaries { aggregate { amount { sum } } } }',
  'an export of pay': `mutation { bulkExport(input: { query:
    "{ salaries { nodes { amount { amount } } } }" }) { userErrors { code } } }`,
  'an export of people with accounts': `mutation { bulkExport(input: { query:
    "{ employees { nodes { number bankAccount } } }" }) { userErrors { code } } }`,
  'an export of dependants': `mutation { bulkExport(input: { query:
    "{ dependants { nodes { name } } }" }) { userErrors { code } } }`,
};

test.each(Object.keys(ORACLES))('#32 %s is refused', async (name) => {
  const { data, errors } = await outsider.query(ORACLES[name] ?? '');
  expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  expect(NEEDED).toContain(errors[0]?.extensions['permission']);
  expect(data ?? null).toBeNull();
});

/** Rows that are nobody's business cannot be counted either, whatever is asked of their lists. */
const COUNTED: Record<string, string> = {
  'a grievance': '{ grievances { totalCount } }',
  'what it is about': '{ grievances(where: { category: { eq: HARASSMENT } }) { totalCount } }',
  'a home': `{ partyAddresses(where: { party: { isEmployee: { eq: true } } }) { totalCount } }`,
  'its town': '{ partyAddresses(where: { city: { eq: "Wien" } }) { totalCount } }',
  'a party by where it lives': `{ parties(where: {
    addresses: { some: { city: { eq: "Wien" } } } }) { totalCount } }`,
};

test.each(Object.keys(COUNTED))('#32 %s is not there for others', async (name) => {
  const { data, errors } = await outsider.query(COUNTED[name] ?? '');
  expect(errors).toEqual([]);
  expect(Object.values(data)).toEqual([{ totalCount: 0 }]);
});

test('what costs are in percent of pay says nothing of pay', async () => {
  const level = { code: 'ALL', name: 'All' };
  const price = { price: { amount: '0', currency: 'EUR' }, payPercent: '10' };
  const { id, levels } = (
    await app.owner.data(PLAN, {
      input: {
        ...{ code: 'PAY', name: 'Pay', kind: 'PENSION', validFrom: '2020-01-01' },
        levels: [{ ...level, price }],
      },
    })
  ).benefitPlanCreate.benefitPlan;
  const days = { opensOn: '2026-03-01', closesOn: '2026-03-31', startsOn: '2026-04-01' };
  await app.owner.data(WINDOW, { input: { name: 'Now', ...days } });
  const wish = { employeeId, planId: id, levelId: levels.nodes[0].id };
  expect(await elect(app.owner, wish)).toMatchObject({ reason: 'OPEN' });
  const COSTS = '{ benefitCosts(month: "2026-04-01") { price employeeShare daysWithoutPay } }';
  // A tenth of 917,733 a year, by the month.
  const whole = { price: '7647.78', employeeShare: '7647.78', daysWithoutPay: 0 };
  expect((await app.owner.data(COSTS)).benefitCosts).toEqual([whole]);
  const hidden = { price: '0.00', employeeShare: '0.00', daysWithoutPay: 30 };
  expect((await outsider.data(COSTS)).benefitCosts).toEqual([hidden]);
});

test('search, events and exports say nothing of them', async () => {
  for (const secret of Object.values(SECRETS)) {
    const { data } = await outsider.query(
      'query ($text: String!) { employees(search: $text) { totalCount } }',
      { text: secret },
    );
    expect(data.employees.totalCount).toBe(0);
  }
  const events = await app.sql('select payload::text as text from core.outbox_event');
  expect(foundIn(JSON.stringify(events))).toEqual([]);
  const notices = await app.sql('select n::text as text from core.notification n');
  expect(foundIn(JSON.stringify(notices))).toEqual([]);
});
