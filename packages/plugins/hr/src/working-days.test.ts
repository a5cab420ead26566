import { createTestApp, type TestApp } from '@bureau/testing';
import { createCompany, hire } from '../test/company.js';
import { hrPlugin } from './plugin.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], demo: true });
});
afterAll(() => app?.close());

const DAYS = (from: string, to: string) =>
  `{ employees(first: 100) { nodes { number hiredOn terminatedOn job(asOf: "${from}") {
    site { code } } workingDays(from: "${from}", to: "${to}") } } }`;

interface Node {
  job: { site: { code: string } } | null;
  workingDays: number | null;
}

test('without a calendar nothing is claimed', async () => {
  const other = await app.otherOrganization();
  const company = await createCompany(other);
  await hire(other.owner, company, { startsOn: '2024-01-01' });
  const { employees } = await other.owner.data(DAYS('2026-05-01', '2026-06-01'));
  expect(employees.nodes.map((one: Node) => one.workingDays)).toEqual([null]);
});

test('each place of the demo company keeps its own holidays, in four statements', async () => {
  // One for the list, one for the jobs, one for the calendars of their places, one for the days.
  const { employees } = await app.expectSql(4, () =>
    app.owner.data(DAYS('2026-05-01', '2026-06-01')),
  );
  const days = new Map<string, Set<number | null>>();
  for (const { job, workingDays } of employees.nodes as Node[]) {
    if (!job) continue;
    const code = job.site.code;
    days.set(code, (days.get(code) ?? new Set()).add(workingDays));
  }
  // May 2026 has 21 weekdays. Off are 1, 14 and 25 May; Lyon keeps 8 May too.
  expect(days.get('HAM')).toContain(18);
  expect(days.get('VIE')).toContain(18);
  expect(days.get('LYO')).toContain(17);
});

test('only the days of the jobs in that time count', async () => {
  const { employees } = await app.owner.data(`{ employees(search: "Oskar Lang") { nodes {
    terminatedOn june: workingDays(from: "2026-06-22", to: "2026-07-10")
    july: workingDays(from: "2026-07-01", to: "2026-08-01") } } }`);
  expect(employees.nodes).toEqual([{ terminatedOn: '2026-06-30', june: 7, july: 0 }]);
});
