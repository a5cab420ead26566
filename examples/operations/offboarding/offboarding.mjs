// A leaver by API alone, as an integrator's script would do it:
//   BUREAU_URL=http://127.0.0.1:4000 BUREAU_TOKEN=... node offboarding.mjs Huber 2026-11-19
// It ends when nothing of the leaver is left. Every step has a key, so it may be run again.
import { operationsOf, tell, until } from '../api.mjs';

const [name = 'Huber', lastDay = '2026-11-19'] = process.argv.slice(2);
const ask = operationsOf(import.meta.url);
const key = (what) => `offboarding-${name}-${lastDay}-${what}`;

const TASKS = [
  { title: 'Hand over open work', ownerKind: 'EMPLOYEE', dueDays: -3 },
  { title: 'Talk about the time here', ownerKind: 'ROLE', ownerRole: 'hrManager', dueDays: -1 },
  { title: 'Take the keys back', ownerKind: 'MANAGER', dueDays: 0 },
];

async function end(leaver) {
  const { boardingTemplateCreate } = await ask('02-end', 'LeaveTemplate', {
    input: { code: 'LEAVERS', name: 'Leavers', kind: 'OFFBOARDING', tasks: TASKS },
    key: 'offboarding-template',
  });
  const reports = leaver.directReports.totalCount > 0;
  const input = {
    employeeId: leaver.id,
    lastDay,
    reason: 'RESIGNATION',
    ...(reports && { reportsToId: leaver.job.manager.id }),
  };
  await ask('02-end', 'LeaveEnd', { input, key: key('end') });
  const { boardingPlanStart } = await ask('02-end', 'LeavePlan', {
    employee: leaver.id,
    template: boardingTemplateCreate.boardingTemplate.id,
    key: key('plan'),
  });
  const tasks = boardingPlanStart.boardingPlan.tasks.nodes;
  tell(
    `${leaver.displayName} leaves on ${lastDay}`,
    tasks.map(({ title, dueOn }) => [title, dueOn]),
  );
  return tasks;
}

async function bringBack(leaver, tasks) {
  for (const { id, tag } of leaver.assets.nodes) {
    await ask('03-return', 'LeaveCheckIn', { asset: id, site: leaver.job.site.id, key: key(tag) });
  }
  for (const { id, state } of leaver.leaveRequests.nodes) {
    const operation = state === 'DRAFT' ? 'LeaveDeleteRequest' : 'LeaveCancelRequest';
    await ask('03-return', operation, { id, key: key(id) });
  }
  for (const { id } of tasks) await ask('03-return', 'LeaveComplete', { id, key: key(id) });
}

const { employees } = await ask('01-begin', 'LeaveBegin', { name, day: lastDay });
const [leaver] = employees.nodes;
if (!leaver?.job) throw new Error(`${name} does not work here on ${lastDay}.`);
const tasks = await end(leaver);
const left = async () =>
  (await ask('02-end', 'LeaveLeftovers', { employee: leaver.id })).leftovers.map(
    ({ kind, title }) => `${kind} ${title}`,
  );
tell(
  'Still there',
  (await left()).map((one) => [one, '']),
);
await bringBack(leaver, tasks);
// Access ends by itself when the last day is over; over the past it is a moment.
await until(async () => (await left()).length === 0);
tell('At the end', [['left of the leaver', 'nothing']]);
