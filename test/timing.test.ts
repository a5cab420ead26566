import { createTestApp, type TestApp } from '@bureau/testing';
import { hrPlugin } from '@bureau/plugin-hr';

/** What an answer's time tells about records that one may not see. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
}, 60_000);
afterAll(() => app.close());

const PERSON = `mutation { personCreate(input: { givenName: "Ida", familyName: "Foreign" }) {
  person { id } } }`;
const ROUNDS = 150;
/** Of the row: a caller across a network cannot tell less apart. */
const NOT_TOLD_MS = 3;

const median = (values: readonly number[]) =>
  [...values].sort((left, right) => left - right)[values.length >> 1] ?? 0;

test.each([
  ['node', 'query ($id: ID!) { node(id: $id) { id } }'],
  ['a look-up', 'query ($id: ID!) { person(by: { id: $id }) { id displayName } }'],
  [
    'a mutation',
    `mutation ($id: ID!) { personUpdate(input: { id: $id, givenName: "X" }) {
      person { id } userErrors { code } } }`,
  ],
])(
  '#29 timing foreign vs missing, by %s: same bytes, same statements, same time',
  async (_by, text) => {
    const other = await app.otherOrganization();
    const foreign = (await other.owner.data(PERSON)).personCreate.person.id as string;
    const missing = app.id('Person', '01890000-0000-7000-8000-000000000001');
    const answer = async (id: string) => {
      const { data, errors } = await app.owner.query(text, { id });
      const told = errors.map(({ message, extensions }) => [message, extensions['code']]);
      return JSON.stringify({ data, told });
    };
    expect(await answer(foreign)).toBe(await answer(missing));
    const statements = async (id: string) =>
      (await app.statements(() => answer(id))).map((one) => one.replaceAll(app.uuid(id), '?'));
    expect(await statements(foreign)).toEqual(await statements(missing));
    const times: Record<'foreign' | 'missing', number[]> = { foreign: [], missing: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      // In turns, each first half of the time: what else the machine does meets both.
      const order =
        round % 2 === 0 ? (['foreign', 'missing'] as const) : (['missing', 'foreign'] as const);
      for (const which of order) {
        const begun = performance.now();
        await answer(which === 'foreign' ? foreign : missing);
        times[which].push(performance.now() - begun);
      }
    }
    const [there, gone] = [median(times.foreign), median(times.missing)];
    // On a machine so busy that one answer takes long, half of it is noise.
    expect(Math.abs(there - gone)).toBeLessThan(Math.max(NOT_TOLD_MS, gone / 2));
  },
);
