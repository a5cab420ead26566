import type { TestApp, TestClient } from '@bureau/testing';

export const PLAN = `mutation ($input: BenefitPlanCreateInput!) {
  benefitPlanCreate(input: $input) { benefitPlan { id levels { nodes { id code } } }
    userErrors { code path } } }`;
export const ELECT = `mutation ($input: EnrollmentElectInput!) {
  enrollmentElect(input: $input) { enrollment { id validFrom reason } userErrors { code message } }
}`;
export const WINDOW = `mutation ($input: BenefitWindowCreateInput!) {
  benefitWindowCreate(input: $input) { benefitWindow { id } userErrors { code } } }`;
export const DEPENDANT = `mutation ($input: DependantAddInput!) {
  dependantAdd(input: $input) { dependant { id } userErrors { code } } }`;
export const LIFE_EVENT = `mutation ($input: LifeEventReportInput!) {
  lifeEventReport(input: $input) { lifeEvent { id state } userErrors { code } } }`;
export const CONFIRM = `mutation ($id: ID!) { lifeEventConfirm(input: { id: $id }) {
  lifeEvent { state } userErrors { code } } }`;

/** Alone for 100 a month, with the family for 250; the employer pays 60 percent. */
export const LEVELS = [
  {
    ...{ code: 'SINGLE', name: 'Employee' },
    price: { price: { amount: '100', currency: 'EUR' }, employerPercent: '60' },
  },
  {
    ...{ code: 'FAMILY', name: 'Family', mostDependants: 2 },
    price: { price: { amount: '250', currency: 'EUR' }, employerPercent: '60' },
  },
];

/** A plan of tests with its levels by code. */
export interface TestPlan {
  id: string;
  single: string;
  family: string;
}

/** Health for everybody from 2020 on, but for what is given. */
export async function createPlan(app: TestApp, more: object = {}): Promise<TestPlan> {
  const input = {
    ...{ code: 'HEALTH', name: 'Health', kind: 'HEALTH', validFrom: '2020-01-01' },
    levels: LEVELS,
    ...more,
  };
  const { benefitPlan } = (await app.owner.data(PLAN, { input })).benefitPlanCreate;
  const levels = benefitPlan.levels.nodes as { id: string; code: string }[];
  const level = (code: string) => levels.find((one) => one.code === code)?.id ?? '';
  return { id: benefitPlan.id, single: level('SINGLE'), family: level('FAMILY') };
}

/** A choice, or the code of why it is refused. */
export async function elect(client: TestClient, input: object) {
  const { data } = await client.query(ELECT, { input });
  const { enrollment, userErrors } = data.enrollmentElect;
  return userErrors[0] ?? (enrollment as { id: string; validFrom: string; reason: string });
}

/** One of each kind of record of benefits, whatever the day is. */
export async function benefitOne(app: TestApp, employeeId: string): Promise<void> {
  const plan = await createPlan(app);
  const window = { name: 'Now', opensOn: '2020-01-01', closesOn: '2198-12-31' };
  const today = new Date().toISOString().slice(0, 10);
  await app.owner.data(WINDOW, { input: { ...window, startsOn: '2199-01-01' } });
  const life = { employeeId, kind: 'BIRTH', happenedOn: today };
  await app.owner.data(LIFE_EVENT, { input: life });
  const child = { employeeId, relation: 'CHILD', name: 'Zoe Berg', birthDate: '2020-02-29' };
  const { dependantAdd } = await app.owner.data(DEPENDANT, { input: child });
  const input = { employeeId, planId: plan.id, levelId: plan.family };
  await app.owner.data(ELECT, { input: { ...input, dependantIds: [dependantAdd.dependant.id] } });
}
