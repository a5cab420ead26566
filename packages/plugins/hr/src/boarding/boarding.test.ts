import { createTestApp, type TestApp } from '@bureau/testing';
import { COMPLETE, createTemplate, START, tasksFor, TEMPLATE } from '../../test/boarding.js';
import { type Company, createCompany, hire } from '../../test/company.js';
import { memberFor } from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;
let now = new Date('2026-03-02T10:00:00Z');
const people: Record<string, string> = {};

const PLANS = `query ($id: ID!) { boardingPlans(where: { employee: { id: { eq: $id } } }) { nodes {
  id kind day state total finished tasks { nodes { id title dueOn ownerRole
    owner { number } state } } } } }`;
const END = `mutation ($input: EmployeeTerminateInput!) { employeeTerminate(input: $input) {
  userErrors { code } } }`;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => now });
  company = await createCompany(app);
  people['boss'] = await hire(app.owner, company, { number: 'BOSS' });
  people['desk'] = await hire(app.owner, company, { number: 'DESK' });
  const input = { code: 'JOIN', name: 'Joiners', kind: 'ONBOARDING', isDefault: true };
  await createTemplate(app, { ...input, tasks: tasksFor(people['desk']) });
  await app.work();
});
afterAll(() => app?.close());

const LEFT = 'query ($id: ID!) { leftovers(employeeId: $id) { kind title } }';
const leftOf = async (id: string): Promise<{ kind: string }[]> =>
  (await app.owner.data(LEFT, { id })).leftovers;
const plansOf = async (id: string) => (await app.owner.data(PLANS, { id })).boardingPlans.nodes;

test('a plan begins with the hiring: owners by role, line and name', async () => {
  const id = await hire(app.owner, company, {
    ...{ number: 'NEW', startsOn: '2026-04-01', managerId: people['boss']! },
  });
  await app.work();
  const [plan] = await plansOf(id);
  expect(plan).toMatchObject({ kind: 'ONBOARDING', day: '2026-04-01', total: 4, finished: 0 });
  const tasks = plan.tasks.nodes.map((task: never) => [
    ...[task['title'], task['dueOn'], task['ownerRole'], task['owner']?.['number']],
  ]);
  expect(tasks).toEqual([
    ['Make the contract', '2026-03-18', 'hrManager', undefined],
    ['Prepare the desk', '2026-03-31', null, 'DESK'],
    ['Say welcome', '2026-04-01', null, 'BOSS'],
    ['Read the handbook', '2026-04-02', null, 'NEW'],
  ]);
  const self = await memberFor(app, id, 'employee');
  const { boardingTasks } = await self.data('{ boardingTasks { nodes { id title } } }');
  expect(boardingTasks.nodes).toHaveLength(4);
  const desk = await memberFor(app, people['desk']!, 'employee');
  const own = (await desk.data('{ boardingTasks { nodes { id title } } }')).boardingTasks.nodes;
  expect(own).toMatchObject([{ title: 'Prepare the desk' }]);
  for (const { id: task } of plan.tasks.nodes) {
    const client = task === own[0].id ? desk : app.owner;
    const { data } = await client.query(COMPLETE, { id: task });
    expect(data.boardingTaskComplete.userErrors).toEqual([]);
  }
  const again = await app.owner.query(COMPLETE, { id: own[0].id });
  expect(again.data.boardingTaskComplete.userErrors).toMatchObject([
    { code: 'HR_BOARDING_TASK_STATE' },
  ]);
  expect(await plansOf(id)).toMatchObject([{ state: 'DONE', finished: 4 }]);
});

test('two who finish the last two tasks at once: the plan is done', async () => {
  const id = await hire(app.owner, company, { startsOn: '2026-05-01' });
  await app.work();
  const [plan] = await plansOf(id);
  const ids = plan.tasks.nodes.map((task: { id: string }) => task.id);
  await Promise.all(ids.map((task: string) => app.owner.data(COMPLETE, { id: task })));
  expect(await plansOf(id)).toMatchObject([{ state: 'DONE', finished: 4, total: 4 }]);
});

test('tasks of a leaver move with the last day; nothing is left at the end', async () => {
  const template = await createTemplate(app, {
    ...{ code: 'LEAVE', name: 'Leavers', kind: 'OFFBOARDING' },
    tasks: [{ title: 'Give the keys back', ownerKind: 'EMPLOYEE', dueDays: 0 }],
  });
  const id = await hire(app.owner, company, { number: 'GO' });
  await memberFor(app, id, 'employee');
  const input = { employeeId: id, templateId: template };
  const early = await app.owner.query(START, { input });
  expect(early.data.boardingPlanStart.userErrors).toMatchObject([{ code: 'HR_BOARDING_NO_DAY' }]);
  await app.owner.data(END, {
    input: { employeeId: id, lastDay: '2026-03-20', reason: 'RESIGNATION' },
  });
  await app.owner.data(START, { input });
  expect((await leftOf(id)).map(({ kind }) => kind)).toContain('CORE_ACCESS');
  const twice = await app.owner.query(START, { input });
  expect(twice.data.boardingPlanStart.userErrors).toMatchObject([{ code: 'HR_BOARDING_RUNNING' }]);
  await app.owner.data(END, {
    input: { employeeId: id, lastDay: '2026-03-13', reason: 'RESIGNATION' },
  });
  await app.work();
  const [plan] = await plansOf(id);
  expect(plan).toMatchObject({ day: '2026-03-13', tasks: { nodes: [{ dueOn: '2026-03-13' }] } });
  const kinds = async () => (await leftOf(id)).map(({ kind }) => kind);
  // The database has its own clock, by which that day is over: access ended already.
  expect(await kinds()).toEqual(['HR_EMPLOYMENT', 'HR_TASK']);
  await app.owner.data(COMPLETE, { id: plan.tasks.nodes[0].id });
  now = new Date('2026-03-14T00:30:00Z');
  await app.work();
  expect(await kinds()).toEqual([]);
  const refused = await app.as({ role: 'employee' }).query(LEFT, { id });
  expect(refused.errors[0]?.extensions).toMatchObject({ permission: 'hr.leftovers.read' });
});

test('a template says whose each task is, and only one of a kind begins by itself', async () => {
  const input = { code: 'BAD', name: 'Bad', kind: 'ONBOARDING' };
  const tasks = [{ title: 'X', ownerKind: 'ROLE', dueDays: 0 }];
  const { data } = await app.owner.query(TEMPLATE, { input: { ...input, tasks } });
  expect(data.boardingTemplateCreate.userErrors).toMatchObject([
    { code: 'HR_BOARDING_OWNER', path: ['input', 'tasks', '0'] },
  ]);
  const second = await app.owner.query(TEMPLATE, {
    input: { ...input, isDefault: true, tasks: tasksFor(people['desk']!) },
  });
  expect(second.data.boardingTemplateCreate.userErrors).toMatchObject([{ code: 'CORE_DUPLICATE' }]);
});
