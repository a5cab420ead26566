import { createTestApp, type TestApp } from '@bureau/testing';
import fc from 'fast-check';
import { type Company, createCompany, hire } from '../../test/company.js';
import { hrPlugin } from '../plugin.js';

let app: TestApp;
let company: Company;
const COUNT = 5;
const DAYS = 60;
/** The last of the sixty days. */
const TODAY = '2025-03-01';

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin], clock: () => new Date(`${TODAY}T12:00:00Z`) });
  company = await createCompany(app);
});
afterAll(() => app?.close());

const dayOf = (at: number) => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10);

/** The clock of the database, after everything that is committed now. */
async function instant(): Promise<string> {
  const [row] = await app.sql<{ at: string }>(
    `select to_char((clock_timestamp() + interval '1 ms') at time zone 'UTC',
       'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       pg_sleep(0.003)`,
  );
  return row?.at ?? '';
}

/** The unit above each unit on each day; the plain picture. */
type Picture = (number | undefined)[][];

function isBelow(picture: Picture, day: number, [unit, top]: [number, number]): boolean {
  for (let at: number | undefined = unit; at !== undefined; at = picture[at]?.[day]) {
    if (at === top) return true;
  }
  return false;
}

interface Move {
  unit: number;
  parent: number | undefined;
  day: number;
}

/** From its day on, unless the unit would be below itself on one of them. */
function moved(picture: Picture, { unit, parent, day }: Move): Picture | undefined {
  const days = Array.from({ length: DAYS - day }, (_, at) => day + at);
  const isRing = days.some((at) => parent !== undefined && isBelow(picture, at, [parent, unit]));
  if (isRing) return undefined;
  return picture.map((line, at) =>
    at === unit ? line.map((before, on) => (on >= day ? parent : before)) : line,
  );
}

async function units(prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < COUNT; at += 1) {
    const data = await app.owner.data(
      `mutation ($input: OrgUnitCreateInput!) { orgUnitCreate(input: $input) { orgUnit { id } } }`,
      { input: { code: `${prefix}${at}`, name: `Unit ${at}` } },
    );
    ids.push(data.orgUnitCreate.orgUnit.id);
    await hire(app.owner, company, { unitId: ids[at] ?? '', startsOn: '2024-01-01' });
  }
  return ids;
}

const MOVE = `mutation ($input: OrgUnitMoveInput!) { orgUnitMove(input: $input) {
  orgUnit { id } userErrors { code } } }`;

async function move(ids: readonly string[], { unit, parent, day }: Move): Promise<boolean> {
  const parentId = parent === undefined ? null : ids[parent];
  const input = { id: ids[unit], parentId, effectiveOn: dayOf(day) };
  const { data } = await app.owner.query(MOVE, { input });
  return data.orgUnitMove.userErrors.length === 0;
}

const ASKED = [0, 12, 24, 36, 48, 59];

/** Which units are below each unit on the days that are asked for. */
async function read(ids: readonly string[], knownAt: string | null) {
  const fields = ids.flatMap((id, unit) =>
    ASKED.map(
      (day) => `u${unit}d${day}: headcount(asOf: "${dayOf(day)}", unit: "${id}",
        knownAt: $knownAt) { unit { id } }`,
    ),
  );
  const data: Record<string, { unit: { id: string } }[]> = {};
  for (let first = 0; first < fields.length; first += 10) {
    const some = fields.slice(first, first + 10).join(' ');
    Object.assign(
      data,
      await app.owner.data(`query ($knownAt: DateTime) { ${some} }`, { knownAt }),
    );
  }
  return ids.map((_, unit) =>
    ASKED.map((day) => data[`u${unit}d${day}`]?.map((one) => ids.indexOf(one.unit.id)).sort()),
  );
}

function expected(picture: Picture) {
  const all = Array.from({ length: COUNT }, (_, at) => at);
  return all.map((top) =>
    ASKED.map((day) => all.filter((unit) => isBelow(picture, day, [unit, top]))),
  );
}

const anyMove: fc.Arbitrary<Move> = fc.record({
  unit: fc.integer({ min: 0, max: COUNT - 1 }),
  parent: fc.option(fc.integer({ min: 0, max: COUNT - 1 }), { nil: undefined }),
  day: fc.oneof(fc.constant(DAYS - 1), fc.integer({ min: 1, max: DAYS - 1 })),
});

let runs = 0;

test('the tree of every day is that of every instant, for ever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyMove, { minLength: 4, maxLength: 6 }), async (moves) => {
      runs += 1;
      const ids = await units(`R${runs}-`);
      let picture: Picture = ids.map(() => Array.from({ length: DAYS }, () => undefined));
      const pictures: [string, Picture][] = [];
      for (const one of moves) {
        const next = moved(picture, one);
        expect(await move(ids, one)).toBe(next !== undefined);
        picture = next ?? picture;
        pictures.push([await instant(), picture]);
      }
      for (const [known, then] of pictures) expect(await read(ids, known)).toEqual(expected(then));
      expect(await read(ids, null)).toEqual(expected(picture));
    }),
    { numRuns: 3, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
  );
});

test('versions tell names and places, who wrote them, and are written by nobody else', async () => {
  const [first = '', second = ''] = await units('V');
  const input = { id: first, parentId: second, effectiveOn: '2025-02-01' };
  await app.owner.data(MOVE, { input });
  await app.owner.data(`mutation { orgUnitUpdate(input: { id: "${first}", name: "Renamed" }) {
    userErrors { code } } }`);
  const { orgUnit } = await app.owner.data(
    `query ($id: ID!) { orgUnit(by: { id: $id }) { versions(where: { knownTo: { isNull: true } },
      orderBy: [{ field: VALID_FROM }]) { nodes { validFrom validTo name parent { id } } } } }`,
    { id: first },
  );
  expect(orgUnit.versions.nodes).toEqual([
    { validFrom: '0001-01-01', validTo: '2025-02-01', name: 'Unit 0', parent: null },
    { validFrom: '2025-02-01', validTo: TODAY, name: 'Unit 0', parent: { id: second } },
    { validFrom: TODAY, validTo: null, name: 'Renamed', parent: { id: second } },
  ]);
  const ahead = await app.owner.query(MOVE, { input: { ...input, effectiveOn: '2025-03-02' } });
  expect(ahead.data.orgUnitMove.userErrors).toMatchObject([{ code: 'CORE_ORG_UNIT_AHEAD' }]);
  const client = await app.asRole('bureau_app', app.organizationId);
  await expect(client.query('delete from core.org_unit_version')).rejects.toThrow('denied');
  await client.end();
});
