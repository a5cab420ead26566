import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { CREATE, createLeaveCompany, hireEntitled, memberFor, SUBMIT } from '../../test/leave.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let staff: TestClient;
let typeId: string;

beforeAll(async () => {
  const clock = () => new Date('2026-06-30T10:00:00Z');
  app = await createTestApp({ plugins: [hrPlugin], clock, poolSize: 20 });
  const company = await createLeaveCompany(app, { yearlyDays: '10', roundingStep: '0.5' });
  typeId = company.holidayId;
  const managerId = await hireEntitled(app, company, { familyName: 'Boss' });
  await memberFor(app, managerId, 'employee', 'manager');
  staff = await memberFor(app, await hireEntitled(app, company, { managerId }), 'employee');
  await app.work();
});
afterAll(() => app?.close());

async function draft(startsOn: string): Promise<string> {
  const input = { typeId, startsOn, endsOn: startsOn };
  return (await staff.data(CREATE, { input })).leaveRequestCreate.leaveRequest.id;
}

/** Whoever waits too long for the others is told so, and asks again. */
async function submit(id: string): Promise<string> {
  for (;;) {
    const { data, errors } = await staff.query(SUBMIT, { id });
    const payload = data?.leaveRequestSubmit;
    if (payload) return payload.userErrors[0]?.code ?? 'GRANTED';
    expect(errors[0]?.extensions).toMatchObject({ retryable: true });
  }
}

/** Five days are there at the end of June; every day that is asked for is another one. */
test('twenty ask at once for single days: exactly what is there is kept for them', async () => {
  const days = Array.from({ length: 20 }, (_, at) => `2026-07-${String(1 + at).padStart(2, '0')}`);
  const weekdays = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
  const more = ['2026-07-21', '2026-07-22', '2026-07-23', '2026-07-24', '2026-07-27', '2026-07-28'];
  const wanted = [...weekdays, ...more].slice(0, 20);
  const ids: string[] = [];
  for (const day of wanted) ids.push(await draft(day));
  expect(ids).toHaveLength(20);
  const codes = await Promise.all(ids.map(submit));
  expect(codes.filter((code) => code === 'GRANTED')).toHaveLength(5);
  expect(codes.filter((code) => code === 'HR_LEAVE_BALANCE')).toHaveLength(15);
  const states = await app.sql(
    'select state, count(*)::int as count from hr.leave_request group by 1 order by 1',
  );
  expect(states).toEqual([
    { state: 'DRAFT', count: 15 },
    { state: 'PENDING', count: 5 },
  ]);
});

test('twenty ask at once for the same day: one gets it', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 20; count += 1) ids.push(await draft('2026-12-01'));
  const codes = await Promise.all(ids.map(submit));
  expect(codes.filter((code) => code === 'GRANTED')).toHaveLength(1);
  expect(codes.filter((code) => code === 'HR_LEAVE_OVERLAPS')).toHaveLength(19);
});
