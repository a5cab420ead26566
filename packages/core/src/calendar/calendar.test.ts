import { randomUUID } from 'node:crypto';
import { createCoreGraph, type CoreGraph } from '../../test/core-graph.js';
import type { Ctx } from '../context/ctx.js';
import { systemCaller } from '../context/system.js';
import { parseId } from '../model/ids.js';
import { inTransaction } from '../write/transaction.js';
import { CalendarService } from './calendar.service.js';

let graph: CoreGraph;
let owner: string;
let office: string;
const ERRORS = 'userErrors { code path }';
const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY']
  .map((weekday) => `{ weekday: ${weekday}, opens: "09:00", closes: "17:00" }`)
  .join(' ');
const RULES = `[{ name: "New Year", kind: FIXED, month: 1, day: 1 }
  { name: "Easter Monday", kind: EASTER, offset: 1 }
  { name: "Thanks", kind: WEEKDAY, month: 11, weekday: THURSDAY, nth: 4 }
  { name: "Eve", kind: FIXED, month: 12, day: 24, isHalfDay: true }]`;

interface Made {
  calendar: { id: string; version: number };
}

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
  office = (await create('OFFICE', WEEK)).calendar.id;
});
afterAll(() => graph?.close());

const create = (code: string, windows: string) =>
  graph.mutate<Made>(
    owner,
    `mutation { calendarCreate(input: { code: "${code}", name: "${code}",
      timeZone: "Europe/Vienna", windows: [${windows}] }) { calendar { id version } ${ERRORS} } }`,
  );

const generate = (calendarId: string, years: string, rules = RULES) =>
  graph.mutate<{ addedCount: number }>(
    owner,
    `mutation { holidaysGenerate(input: { calendarId: "${calendarId}", ${years},
      rules: ${rules} }) { addedCount ${ERRORS} } }`,
  );

/** Runs work of a plugin for the organization. */
async function inside<T>(work: (ctx: Ctx, service: CalendarService) => Promise<T>): Promise<T> {
  const { runtime, acme } = graph;
  const caller = systemCaller(runtime.composition, acme, randomUUID());
  const { value } = await inTransaction(runtime, caller, {
    operation: 'calendar',
    work: (ctx) => work(ctx, ctx.service(CalendarService)),
  });
  return value;
}

const uuid = (id: string) => parseId(id)?.uuid ?? '';

test('rules make the days of years, once, and leave alone what is there', async () => {
  expect(await generate(office, 'fromYear: 2026, toYear: 2027')).toMatchObject({ addedCount: 8 });
  expect(await generate(office, 'fromYear: 2026, toYear: 2028')).toMatchObject({ addedCount: 4 });
  const { holidays } = await graph.read<{ holidays: { nodes: object[] } }>(
    owner,
    `{ holidays(where: { day: { gte: "2026-01-01", lt: "2027-01-01" } },
      orderBy: [{ field: DAY }]) { nodes { day name isHalfDay } } }`,
  );
  expect(holidays.nodes).toEqual([
    { day: '2026-01-01', name: 'New Year', isHalfDay: false },
    { day: '2026-04-06', name: 'Easter Monday', isHalfDay: false },
    { day: '2026-11-26', name: 'Thanks', isHalfDay: false },
    { day: '2026-12-24', name: 'Eve', isHalfDay: true },
  ]);
});

test('a calendar tells working days, working time and the next opening', async () => {
  const { calendar } = await graph.read<{ calendar: object }>(
    owner,
    `{ calendar(by: { code: "OFFICE" }) {
      november: workingDays(from: "2026-11-01", to: "2026-12-01")
      after: workingDay(after: "2026-11-25", days: 1)
      before: workingDay(after: "2026-11-27", days: -1)
      far: workingDay(after: "2026-01-01", days: 500)
      workingSeconds(from: "2026-12-24T00:00:00Z", to: "2026-12-25T00:00:00Z")
      nextOpening(at: "2026-11-27T16:00:00Z") } }`,
  );
  expect(calendar).toEqual({
    november: 20,
    after: '2026-11-27',
    before: '2026-11-25',
    far: '2027-12-09',
    workingSeconds: 3 * 3_600,
    nextOpening: '2026-11-30T08:00:00.000Z',
  });
});

test.each([
  ['{ weekday: MONDAY, opens: "17:00", closes: "09:00" }', 'CORE_CALENDAR_WINDOW_INVALID'],
  ['{ weekday: MONDAY, opens: "24:00", closes: "24:00" }', 'CORE_CALENDAR_WINDOW_INVALID'],
  ['{ weekday: MONDAY, opens: "9:00", closes: "17:00" }', 'CORE_CALENDAR_WINDOW_INVALID'],
  [
    `{ weekday: MONDAY, opens: "09:00", closes: "13:00" }
     { weekday: MONDAY, opens: "12:59", closes: "24:00" }`,
    'CORE_CALENDAR_WINDOWS_OVERLAP',
  ],
])('the window %s is refused', async (windows, code) => {
  expect((await create('BAD', windows)).userErrors).toMatchObject([{ code }]);
});

test('faulty rules and years are told by their place', async () => {
  const rule = '[{ name: "x", kind: FIXED, month: 2, day: 30 }]';
  expect((await generate(office, 'fromYear: 2026, toYear: 2026', rule)).userErrors).toMatchObject([
    { code: 'CORE_HOLIDAY_RULE_INVALID', path: ['input', 'rules', '0'] },
  ]);
  expect((await generate(office, 'fromYear: 2026, toYear: 2046')).userErrors).toMatchObject([
    { code: 'CORE_HOLIDAY_YEARS_INVALID' },
  ]);
});

test('a place has its own calendar, or the one of the organization', async () => {
  const site = async (code: string, calendarId: string | null) => {
    const own = calendarId ? `, calendarId: "${calendarId}"` : '';
    const made = await graph.mutate<{ site: { id: string } }>(
      owner,
      `mutation { siteCreate(input: { code: "${code}", name: "${code}", timeZone: "Europe/Vienna",
        country: "AT"${own} }) { site { id calendar { code } } ${ERRORS} } }`,
    );
    return uuid(made.site.id);
  };
  const night = (await create('NIGHT', '{ weekday: MONDAY, opens: "22:00", closes: "24:00" }'))
    .calendar.id;
  const [plain, shifted] = [await site('PLAIN', null), await site('SHIFT', night)];
  expect(await inside((ctx, service) => service.of(ctx, { siteId: plain }))).toBeNull();
  await expect(
    inside((ctx, service) => service.demandOf(ctx, { siteId: plain })),
  ).rejects.toMatchObject({ code: 'CORE_CALENDAR_MISSING' });
  await graph.mutate(
    owner,
    `mutation { organizationUpdate(input: { calendarId: "${office}" }) { ${ERRORS} } }`,
  );
  expect(await inside((ctx, service) => service.of(ctx, { siteId: plain }))).toBe(uuid(office));
  const places = await inside((ctx, service) => service.ofSites(ctx, [plain, shifted]));
  expect(places).toEqual(
    new Map([
      [plain, uuid(office)],
      [shifted, uuid(night)],
    ]),
  );
  const opened = await inside((ctx, service) =>
    service.open(ctx, [...places.values()], { from: '2026-06-01', to: '2026-06-08' }),
  );
  expect(opened.get(uuid(night))?.workingDays('2026-06-01', '2026-06-08')).toBe(1);
});

test('a calendar that is never open says so and does not search for ever', async () => {
  const never = uuid((await create('NEVER', '')).calendar.id);
  await expect(
    inside((ctx, service) => service.nextOpening(ctx, never, new Date('2026-06-01T00:00:00Z'))),
  ).rejects.toMatchObject({ code: 'CORE_CALENDAR_NEVER_OPEN' });
});

test('a changed week replaces the one before; a viewer reads and does not write', async () => {
  const { calendar } = await create('HALF', WEEK);
  const update = `mutation { calendarUpdate(input: { id: "${calendar.id}", expectedVersion: 1,
    windows: [{ weekday: SATURDAY, opens: "00:00", closes: "24:00" }] }) {
    calendar { version windows { nodes { weekday opens closes } } } ${ERRORS} } }`;
  expect(await graph.mutate(owner, update)).toMatchObject({
    calendar: {
      version: 2,
      windows: { nodes: [{ weekday: 'SATURDAY', opens: '00:00', closes: '24:00' }] },
    },
  });
  expect((await graph.mutate(owner, update)).userErrors).toMatchObject([
    { code: 'CORE_VERSION_CONFLICT' },
  ]);
  const viewer = await graph.token('viewer');
  await expect(graph.mutate(viewer, update)).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  });
  const seen = await graph.read<{ calendars: { totalCount: number } }>(
    await graph.token('viewer', 'other'),
    '{ calendars { totalCount } }',
  );
  expect(seen.calendars.totalCount).toBe(0);
});
