import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import {
  CONFIRM,
  createPlan,
  DEPENDANT,
  elect,
  LEVELS,
  LIFE_EVENT,
  PLAN,
  type TestPlan,
  WINDOW,
} from '../../test/benefits.js';
import { type Company, createCompany, hire } from '../../test/company.js';
import { memberFor } from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;
let now = new Date('2026-03-02T10:00:00Z');
let plan: TestPlan;
let kim: string;
let staff: TestClient;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now, poolSize: 20 });
  company = await createCompany(app);
  plan = await createPlan(app);
  kim = await hire(app.owner, company, { startsOn: '2026-02-16', familyName: 'Kim' });
  staff = await memberFor(app, kim, 'employee');
});
afterAll(() => app?.close());

const on = (day: string) => (now = new Date(`${day}T10:00:00Z`));

const held = async (employeeId: string) => {
  const { enrollments } = await app.owner.data(
    `query ($id: ID!) { enrollments(where: { employee: { id: { eq: $id } } },
       orderBy: [{ field: VALID_FROM }]) { nodes { validFrom validTo state level { code } } } }`,
    { id: employeeId },
  );
  return enrollments.nodes.map(
    (one: Record<string, string> & { level: { code: string } }) =>
      `${one['validFrom']} ${one['validTo'] ?? 'open'} ${one['state']} ${one.level.code}`,
  );
};

const single = () => ({ planId: plan.id, levelId: plan.single });
const family = () => ({ planId: plan.id, levelId: plan.family });

test('a newcomer chooses from the first day on, and once only by twenty at once', async () => {
  on('2026-03-02');
  const again = async (): Promise<string> => {
    for (;;) {
      const { data, errors } = await staff.query(
        `mutation ($input: EnrollmentElectInput!) { enrollmentElect(input: $input) {
           userErrors { code } } }`,
        { input: { ...single(), startsOn: '2026-02-16' } },
      );
      if (data?.enrollmentElect) return data.enrollmentElect.userErrors[0]?.code ?? 'DONE';
      expect(errors[0]?.extensions).toMatchObject({ retryable: true });
    }
  };
  const codes = await Promise.all(Array.from({ length: 20 }, again));
  expect(codes.filter((code) => code === 'DONE')).toHaveLength(1);
  expect(codes.filter((code) => code === 'HR_BENEFIT_SAME')).toHaveLength(19);
  expect(await held(kim)).toEqual(['2026-02-16 open ELECTED SINGLE']);
});

test('after its days a benefit needs an event in life that is proved', async () => {
  on('2026-04-20');
  const { data } = await staff.query(DEPENDANT, {
    input: { relation: 'CHILD', name: 'Zoe Kim', birthDate: '2026-04-12' },
  });
  const zoe = data.dependantAdd.dependant.id as string;
  const wish = { ...family(), dependantIds: [zoe] };
  expect(await elect(staff, wish)).toMatchObject({ code: 'HR_BENEFIT_NO_WINDOW' });
  const { lifeEventReport } = await staff.data(LIFE_EVENT, {
    input: { kind: 'BIRTH', happenedOn: '2026-04-12' },
  });
  const { id } = lifeEventReport.lifeEvent;
  expect(await elect(staff, wish)).toMatchObject({ code: 'HR_BENEFIT_NO_WINDOW' });
  const { errors } = await staff.query(CONFIRM, { id });
  expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.lifeEvent.confirm' });
  await app.owner.data(CONFIRM, { id });
  const { data: twice } = await app.owner.query(CONFIRM, { id });
  expect(twice.lifeEventConfirm.userErrors).toMatchObject([{ code: 'HR_LIFE_EVENT_STATE' }]);
  const past = await elect(staff, { ...wish, startsOn: '2026-04-12' });
  expect(past).toMatchObject({ code: 'HR_BENEFIT_PAST' });
  const early = await elect(staff, { ...wish, startsOn: '2026-04-11' });
  expect(early).toMatchObject({ code: 'HR_BENEFIT_START' });
  expect(await elect(staff, wish)).toMatchObject({ validFrom: '2026-04-20', reason: 'LIFE_EVENT' });
  expect(await held(kim)).toEqual([
    '2026-02-16 2026-04-20 ELECTED SINGLE',
    '2026-04-20 open ELECTED FAMILY',
  ]);
});

test('what a month costs by person: figures by day, both shares are the price', async () => {
  const COSTS = `query ($month: Date!) { benefitCosts(month: $month) { employee { id }
    level { code } days price employerShare employeeShare currency } }`;
  const { benefitCosts } = await staff.data(COSTS, { month: '2026-04-15' });
  const employee = { id: kim };
  expect(benefitCosts).toEqual([
    {
      ...{ employee, level: { code: 'SINGLE' }, days: 19, currency: 'EUR' },
      ...{ price: '63.33', employerShare: '38.00', employeeShare: '25.33' },
    },
    {
      ...{ employee, level: { code: 'FAMILY' }, days: 11, currency: 'EUR' },
      ...{ price: '91.67', employerShare: '55.00', employeeShare: '36.67' },
    },
  ]);
  const other = await memberFor(app, await hire(app.owner, company, {}), 'employee', 'manager');
  expect((await other.data(COSTS, { month: '2026-04-15' })).benefitCosts).toEqual([]);
});

test('a new price begins later and leaves what months cost', async () => {
  const SET = `mutation ($input: BenefitRateSetInput!) { benefitRateSet(input: $input) {
    benefitRate { validFrom } userErrors { code } } }`;
  const price = { price: { amount: '300', currency: 'EUR' }, employerAmount: '200' };
  const set = async (input: object) =>
    (await app.owner.query(SET, { input: { levelId: plan.family, price, ...input } })).data
      .benefitRateSet;
  const code = async (input: object) => (await set(input)).userErrors[0]?.code;
  expect(await code({ validFrom: '2026-04-20' })).toBe('HR_BENEFIT_RATE_PAST');
  expect(await code({ validFrom: '2019-01-01' })).toBe('HR_BENEFIT_RATE_ORDER');
  const dollars = { price: { amount: '300', currency: 'USD' } };
  expect(await code({ validFrom: '2027-01-01', price: dollars })).toBe('HR_BENEFIT_CURRENCY');
  const both = { ...price, employerPercent: '10' };
  expect(await code({ validFrom: '2027-01-01', price: both })).toBe('HR_BENEFIT_SHARE');
  expect(await set({ validFrom: '2027-01-01' })).toMatchObject({ userErrors: [] });
});

test('in a window for all everybody is told, and what has not begun may be changed', async () => {
  await app.work();
  on('2026-11-02');
  const input = { name: '2027', opensOn: '2026-11-02', closesOn: '2026-11-20' };
  await app.owner.data(WINDOW, { input: { ...input, startsOn: '2027-01-01' } });
  await createPlan(app, { code: 'PENSION', name: 'Pension', waitMonths: 36 });
  await app.work();
  const told = await app.sql(
    "select title from core.notification where kind = 'hr.benefits.open' order by created_at",
  );
  expect(told).toContainEqual({ title: 'Choose your benefits by 2026-11-20' });
  expect(await elect(staff, single())).toMatchObject({ validFrom: '2027-01-01', reason: 'OPEN' });
  expect(await elect(staff, family())).toMatchObject({ validFrom: '2027-01-01' });
  const { data } = await staff.query(
    `mutation ($id: ID!) { enrollmentWaive(input: { planId: $id }) {
       enrollment { state } userErrors { code } } }`,
    { id: plan.id },
  );
  expect(data.enrollmentWaive.userErrors).toEqual([]);
  expect(await held(kim)).toEqual([
    '2026-02-16 2026-04-20 ELECTED SINGLE',
    '2026-04-20 2027-01-01 ELECTED FAMILY',
    '2027-01-01 open REPLACED SINGLE',
    '2027-01-01 open REPLACED FAMILY',
  ]);
  const { benefitOffers } = await staff.data(
    `query ($id: ID!) { benefitOffers(employeeId: $id) { plan { code } isOpen closesOn refusal } }`,
    { id: kim },
  );
  expect(benefitOffers).toEqual([
    { plan: { code: 'HEALTH' }, isOpen: true, closesOn: '2026-11-20', refusal: null },
    { plan: { code: 'PENSION' }, isOpen: false, closesOn: null, refusal: 'HR_BENEFIT_TENURE' },
  ]);
});

test('refused with the reason: other dependants, too many, for somebody else', async () => {
  const other = await hire(app.owner, company, { startsOn: '2026-11-01' });
  const { dependantAdd } = await app.owner.data(DEPENDANT, {
    input: { employeeId: other, relation: 'SPOUSE', name: 'Sam Berg', birthDate: '1990-01-01' },
  });
  const theirs = [dependantAdd.dependant.id as string];
  const many = await elect(app.owner, { employeeId: other, ...single(), dependantIds: theirs });
  expect(many).toMatchObject({
    code: 'HR_BENEFIT_MOST_DEPENDANTS',
    message: 'Employee covers 0 dependants; 1 are given.',
  });
  const mine = { employeeId: kim, ...family(), dependantIds: theirs };
  expect(await elect(app.owner, mine)).toMatchObject({ code: 'HR_BENEFIT_DEPENDANT' });
  const { errors } = await staff.query(
    `mutation ($input: EnrollmentElectInput!) { enrollmentElect(input: $input) {
       userErrors { code } } }`,
    { input: { employeeId: other, ...single() } },
  );
  expect(errors[0]?.extensions['code']).toMatch(/NOT_FOUND|FORBIDDEN/);
  const bad = { code: 'X', name: 'X', kind: 'LIFE', validFrom: '2026-01-01' };
  const { data } = await app.owner.query(PLAN, {
    input: { ...bad, levels: [...LEVELS, ...LEVELS] },
  });
  expect(data.benefitPlanCreate.userErrors).toMatchObject([{ code: 'HR_BENEFIT_LEVELS' }]);
});

test('cover ends with the employment, and no program writes a choice anew', async () => {
  await app.owner.data(
    `mutation ($id: ID!) { employeeTerminate(input: { employeeId: $id, lastDay: "2026-11-30",
       reason: RESIGNATION }) { userErrors { code } } }`,
    { id: kim },
  );
  await app.work();
  expect(await held(kim)).toContainEqual('2026-04-20 2026-12-01 ELECTED FAMILY');
  const client = await app.asRole('bureau_app', app.organizationId);
  await expect(client.query("update hr.enrollment set valid_from = '2026-01-01'")).rejects.toThrow(
    'HR_ENROLLMENT_STAYS',
  );
  await expect(client.query('delete from hr.enrollment')).rejects.toThrow('permission denied');
  await client.end();
});

test('#32 who dependants are is read by those who may, and ends with the person', async () => {
  const READ = '{ dependants { nodes { relation name birthDate } } }';
  const { dependants } = await staff.data(READ);
  expect(dependants.nodes).toEqual([
    { relation: 'CHILD', name: 'Zoe Kim', birthDate: '2026-04-12' },
  ]);
  const clerk = app.as({ permissions: ['hr.enrollment.read'] });
  const { errors } = await clerk.query(READ);
  expect(errors[0]?.extensions).toMatchObject({ permission: 'hr.dependant.read' });
  const stored = await app.sql('select name, birth_date from hr.dependant');
  expect(JSON.stringify(stored)).not.toMatch(/Zoe|2026-04-12/);
  const { employee } = await app.owner.data(
    'query ($id: ID!) { employee(by: { id: $id }) { person { id } } }',
    { id: kim },
  );
  await app.owner.data(
    'mutation ($id: ID!) { personErase(input: { id: $id }) { userErrors { code } } }',
    { id: employee.person.id },
  );
  const after = await app.owner.data(READ);
  expect(after.dependants.nodes).toContainEqual({ relation: 'CHILD', name: null, birthDate: null });
});

test('what may be chosen takes as many statements for five plans as for two', async () => {
  const id = await hire(app.owner, company, { startsOn: '2026-11-01' });
  const OFFERS = 'query ($id: ID!) { benefitOffers(employeeId: $id) { isOpen refusal } }';
  const ask = async () => {
    let offers = 0;
    const statements = await app.statements(async () => {
      offers = (await app.owner.data(OFFERS, { id })).benefitOffers.length;
    });
    return { offers, statements: statements.length };
  };
  const before = await ask();
  expect(before.offers).toBe(2);
  for (const code of ['BIKE', 'LIFE', 'EYES']) await createPlan(app, { code, name: code });
  expect(await ask()).toEqual({ offers: 5, statements: before.statements });
});
