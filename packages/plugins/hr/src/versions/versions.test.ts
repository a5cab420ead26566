import { createTestApp, type TestApp } from '@bureau/testing';
import fc from 'fast-check';
import { type Company, createCompany, engagement, hire } from '../../test/company.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
  company = await createCompany(app);
});
afterAll(() => app?.close());

/** The clock of the database, after everything that is committed now. */
async function instant(): Promise<string> {
  const [row] = await app.sql<{ at: string }>(
    `select to_char((clock_timestamp() + interval '1 ms') at time zone 'UTC',
       'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       pg_sleep(0.003)`,
  );
  return row?.at ?? '';
}

const JOB = `mutation ($input: JobChangeInput!) { jobChange(input: $input) { jobRecord { id }
  userErrors { code } } }`;
const PAY = `mutation ($input: SalaryChangeInput!) { salaryChange(input: $input) { salary { id }
  userErrors { code } } }`;
const END = `mutation ($input: EmployeeTerminateInput!) { employeeTerminate(input: $input) {
  employee { id } userErrors { code } } }`;
const BACK = `mutation ($input: EmployeeRehireInput!) { employeeRehire(input: $input) {
  employee { id } userErrors { code } } }`;

const dayOf = (at: number) => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10);

/** What holds on each of sixty days: the plain picture that versions must give back. */
interface Fact {
  value: string;
  /** Day on which the record of the day begins, to tell where it ends. */
  from: number;
}
type Picture = (Fact | undefined)[];

/** From a day on, until the record that holds there ends. */
function changed(picture: Picture, at: number, value: string): Picture {
  const { from } = picture[at] ?? { from: -1 };
  return picture.map((fact, day) =>
    day >= at && fact?.from === from ? { value, from: at } : fact,
  );
}

type Step =
  | { kind: 'change'; at: number; value: string }
  | { kind: 'end'; at: number }
  | { kind: 'back'; at: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      at: fc.integer({ min: 0, max: 50 }),
      value: fc.constantFrom('A', 'B', 'C', 'D'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      at: fc.integer({ min: 20, max: 50 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('back' as const),
      at: fc.integer({ min: 30, max: 55 }),
    }),
  },
);

/** Does a step by the API; the picture after it, or the same one where it was refused. */
async function taken(employeeId: string, picture: Picture, step: Step): Promise<Picture> {
  const day = dayOf(step.at);
  if (step.kind === 'change') {
    const input = { employeeId, effectiveOn: day, position: step.value };
    const { jobChange } = await app.owner.query(JOB, { input }).then(({ data }) => data);
    return jobChange.userErrors.length > 0 ? picture : changed(picture, step.at, step.value);
  }
  if (step.kind === 'end') {
    const input = { employeeId, lastDay: day, reason: 'OTHER' };
    const { employeeTerminate } = await app.owner.query(END, { input }).then(({ data }) => data);
    const stays = employeeTerminate.userErrors.length > 0;
    return stays ? picture : picture.map((fact, at) => (at > step.at ? undefined : fact));
  }
  const terms = { startsOn: day, position: 'R' };
  const input = { employeeId, employment: engagement(company, terms) };
  const { employeeRehire } = await app.owner.query(BACK, { input }).then(({ data }) => data);
  if (employeeRehire.userErrors.length > 0) return picture;
  return picture.map((fact, at) => (at >= step.at ? { value: 'R', from: step.at } : fact));
}

const ASK = `query ($id: ID!, ${Array.from({ length: 12 }, (_, at) => `$d${at}: Date!`).join()}
    $knownAt: DateTime) { employee(by: { id: $id }) { ${Array.from(
      { length: 12 },
      (_, at) => `v${at}: jobVersion(asOf: $d${at}, knownAt: $knownAt) { position }`,
    ).join(' ')} } }`;

const ASKED = Array.from({ length: 12 }, (_, at) => at * 5);

async function positions(id: string, knownAt: string | null): Promise<(string | undefined)[]> {
  const days = Object.fromEntries(ASKED.map((at, place) => [`d${place}`, dayOf(at)]));
  const { employee } = await app.owner.data(ASK, { id, knownAt, ...days });
  return ASKED.map((_, place) => employee[`v${place}`]?.position);
}

test('on both axes every instant gives the picture of that instant, for ever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 6 }), async (steps) => {
      const before = await instant();
      const id = await hire(app.owner, company, { startsOn: dayOf(0), position: 'H' });
      let picture: Picture = Array.from({ length: 60 }, () => ({ value: 'H', from: 0 }));
      const known: [string, Picture][] = [[await instant(), picture]];
      for (const step of steps) {
        picture = await taken(id, picture, step);
        known.push([await instant(), picture]);
      }
      expect(await positions(id, before)).toEqual(ASKED.map(() => undefined));
      for (const [at, then] of known) {
        expect([at, await positions(id, at)]).toEqual([at, ASKED.map((day) => then[day]?.value)]);
      }
      expect(await positions(id, null)).toEqual(ASKED.map((day) => picture[day]?.value));
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

test('a correction leaves what was known before: who, when, and what it was', async () => {
  const salary = { amount: { amount: '50000', currency: 'EUR' } };
  const boss = await app.member('hrManager');
  const id = await hire(boss, company, { startsOn: '2025-01-01', salary });
  const paid = await instant();
  await boss.data(PAY, {
    input: {
      ...{ employeeId: id, effectiveOn: '2025-01-01' },
      amount: { amount: '52000', currency: 'EUR' },
    },
  });
  const { employee } = await app.owner.data(
    `query ($id: ID!, $at: DateTime!) { employee(by: { id: $id }) {
      salary(asOf: "2025-06-01") { amount { amount } }
      before: salaryVersion(asOf: "2025-06-01", knownAt: $at) { amount { amount } }
      after: salaryVersion(asOf: "2025-06-01") { amount { amount } }
      salaryVersions { nodes { amount { amount } knownFrom knownTo recordedBy { id }
        supersededBy { id } } } } }`,
    { id, at: paid },
  );
  expect(employee.salary.amount.amount).toBe('52000.00');
  expect(employee.before.amount.amount).toBe('50000.00');
  expect(employee.after.amount.amount).toBe('52000.00');
  const [first, second] = employee.salaryVersions.nodes;
  expect(first).toMatchObject({ knownTo: second.knownFrom });
  expect(second).toMatchObject({ knownTo: null, supersededBy: null });
  const who = { id: app.id('User', boss.principal.userId ?? '') };
  expect([first.recordedBy, first.supersededBy, second.recordedBy]).toEqual([who, who, who]);
});

test('nobody who runs the platform can change or add what was known', async () => {
  const client = await app.asRole('bureau_app', app.organizationId);
  for (const text of [
    "update hr.job_version set position = 'X'",
    'delete from hr.salary_version',
    'insert into hr.job_version select * from hr.job_version',
  ]) {
    await expect(client.query(text)).rejects.toMatchObject({ code: '42501' });
  }
  await client.end();
});

const CHART = `query ($asOf: Date, $knownAt: DateTime, $unit: ID) {
  orgChart(asOf: $asOf, knownAt: $knownAt, unit: $unit) { depth employee { number }
    directReports { totalCount } }
  headcount(asOf: $asOf, knownAt: $knownAt, unit: $unit) { people unit { code } } }`;

test('chart, lines and headcount of a unit, on a day and as known then', async () => {
  const below = await app.owner.data(
    `mutation ($parentId: ID!) { orgUnitCreate(input: { code: "LAB", name: "Lab",
       parentId: $parentId }) { orgUnit { id } } }`,
    { parentId: company.otherUnitId },
  );
  const labId = below.orgUnitCreate.orgUnit.id;
  const terms = { startsOn: '2025-01-01', unitId: company.otherUnitId };
  const boss = await hire(app.owner, company, { ...terms, number: 'V-BOSS' });
  const lead = { managerId: boss, unitId: labId };
  const middle = await hire(app.owner, company, {
    ...terms,
    ...lead,
    givenName: 'Mia',
    number: 'V-MID',
  });
  const last = await hire(app.owner, company, {
    ...{ ...terms, managerId: middle, unitId: labId },
    givenName: 'Leo',
    number: 'V-LOW',
  });
  const known = await instant();
  await app.owner.data(JOB, {
    input: { employeeId: last, effectiveOn: '2025-02-01', managerId: boss },
  });
  const shown = async (variables: Record<string, unknown>) => {
    const { orgChart, headcount } = await app.owner.data(CHART, variables);
    return [
      orgChart.map((node: never) => [node['depth'], node['employee']['number']].join(' ')),
      headcount.map((one: never) => [one['unit']['code'], one['people']]).sort(),
    ];
  };
  const asOf = '2025-03-01';
  const counts = [
    ['LAB', 2],
    ['OPS', 1],
  ];
  expect(await shown({ asOf, unit: company.otherUnitId })).toEqual([
    ['0 V-BOSS', '1 V-LOW', '1 V-MID'],
    counts,
  ]);
  expect(await shown({ asOf, unit: company.otherUnitId, knownAt: known })).toEqual([
    ['0 V-BOSS', '1 V-MID', '2 V-LOW'],
    counts,
  ]);
  expect(await shown({ asOf, unit: labId, knownAt: known })).toEqual([
    ['0 V-MID', '1 V-LOW'],
    [['LAB', 2]],
  ]);
  const chain = `query ($id: ID!, $knownAt: DateTime) { employee(by: { id: $id }) {
    managerChain(asOf: "2025-03-01", knownAt: $knownAt) { nodes { number } } } }`;
  const above = async (knownAt: string | null) =>
    (await app.owner.data(chain, { id: last, knownAt })).employee.managerChain.nodes;
  expect(await above(known)).toEqual([{ number: 'V-MID' }, { number: 'V-BOSS' }]);
  expect(await above(null)).toEqual([{ number: 'V-BOSS' }]);
});

test('whoever asks for an instant waits for writes that began before it', async () => {
  const client = await app.asRole('bureau_app', app.organizationId);
  await client.query('begin');
  await client.query('select hr.known_instant()');
  const at = await instant();
  let isAnswered = false;
  const answer = app.owner
    .query(`query ($at: DateTime) { headcount(asOf: "2025-03-01", knownAt: $at) { people } }`, {
      at,
    })
    .then(() => (isAnswered = true));
  await app.sql('select pg_sleep(0.1)');
  expect(isAnswered).toBe(false);
  await client.query('rollback');
  await answer;
  await client.end();
});
