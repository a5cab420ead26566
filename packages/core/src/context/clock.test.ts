import {
  createCoreGraph,
  DAY,
  type CoreGraph,
  type Id,
  type Payload,
} from '../../test/core-graph.js';
import { nextOccurrence } from '../jobs/occurrences.js';

/** The clock of the machine is wrong, or the calendar is odd. */

let graph: CoreGraph;
let owner: string;
let now = new Date('2028-02-28T22:30:00Z');
const begin = now;

const HOUR = 3_600_000;
const PASSWORD = 'correct horse battery';
const ERRORS = 'userErrors { code path }';
const at = (ms: number) => {
  now = new Date(begin.getTime() + ms);
};
const mutate = <T>(token: string, text: string) => graph.mutate<T>(token, `mutation { ${text} }`);

async function add(name: string): Promise<string> {
  const { person } = await mutate<{ person: Id }>(
    owner,
    `personCreate(input: { givenName: "${name}", familyName: "Clock" }) {
      person { id } ${ERRORS} }`,
  );
  return person.id;
}

async function signIn(): Promise<string> {
  const { sessionCreate } = await graph.read<{ sessionCreate: Payload<{ token: string }> }>(
    undefined,
    `mutation { sessionCreate(input: { organization: "acme", email: "ann@acme.test",
      password: "${PASSWORD}" }) { token ${ERRORS} } }`,
  );
  return sessionCreate.token;
}

beforeAll(async () => {
  graph = await createCoreGraph({ clock: () => now });
  owner = await graph.token('owner');
  await mutate(
    owner,
    `userInvite(input: { email: "ann@acme.test", displayName: "Ann",
      password: "${PASSWORD}" }) { user { id } ${ERRORS} }`,
  );
});
afterEach(() => at(0));
afterAll(() => graph?.close());

test('#65 clock back 1 h: changes keep the order of the sequence, not of the clock', async () => {
  const made = [await add('One')];
  at(-HOUR);
  made.push(await add('Two'));
  at(HOUR);
  made.push(await add('Three'));
  // As a database whose own clock was turned back would have written them.
  await graph.database.owner.query("select set_config('app.organization_id', $1, false)", [
    graph.acme,
  ]);
  await graph.database.owner.query(
    `update core.outbox_event e set at = now() - make_interval(hours => n.place::int)
     from (select id, row_number() over (order by sequence) as place from core.outbox_event) n
     where n.id = e.id`,
  );
  await graph.caughtUp();
  const { changes } = await graph.read<{ changes: { nodes: { recordId: string }[] } }>(
    owner,
    '{ changes(first: 100, types: ["Person"]) { nodes { recordId } } }',
  );
  const seen = [...new Set(changes.nodes.map(({ recordId }) => recordId))];
  expect(seen).toEqual(made);
});

test('#65 sessions and proofs survive a clock that goes back', async () => {
  const token = await signIn();
  for (const back of [-5_000, -HOUR]) {
    at(back);
    await expect(graph.authenticate(token)).resolves.toMatchObject({ kind: 'user' });
  }
  at(5_000);
  const { userErrors } = await mutate<Payload>(
    token,
    `sessionStepUp(input: { password: "${PASSWORD}" }) { token ${ERRORS} }`,
  );
  expect(userErrors).toEqual([]);
});

test('#65 forward 1 day: what was to end has ended, and nothing else', async () => {
  const challenge = await mutate<{ token: string; user: Id }>(
    owner,
    `userInvite(input: { email: "bob@acme.test", displayName: "Bob" }) { user { id } ${ERRORS} }`,
  );
  const { token } = await mutate<{ token: string }>(
    owner,
    `invitationCreate(input: { userId: "${challenge.user.id}" }) { token ${ERRORS} }`,
  );
  const accept = () =>
    graph.read<{ invitationAccept: Payload<{ isAccepted: boolean }> }>(
      undefined,
      `mutation { invitationAccept(input: { token: "${token}", password: "${PASSWORD}" }) {
        isAccepted ${ERRORS} } }`,
    );
  at(8 * DAY);
  expect((await accept()).invitationAccept.userErrors).toMatchObject([
    { code: 'CORE_INVITATION_INVALID' },
  ]);
  at(DAY);
  expect((await accept()).invitationAccept.isAccepted).toBe(true);
});

test('#65 leap day and zone change: schedules name days that exist, each once', () => {
  const zone = 'Europe/Vienna';
  const next = (cron: string, after: string) =>
    nextOccurrence({ cron }, { after: new Date(after), zone })?.toISOString();
  expect(next('0 6 29 2 *', '2028-03-01T00:00:00Z')).toBe('2032-02-29T05:00:00.000Z');
  expect(next('0 6 * * *', '2028-02-28T06:00:00Z')).toBe('2028-02-29T05:00:00.000Z');
  expect(next('0 6 * * *', '2027-02-28T06:00:00Z')).toBe('2027-03-01T05:00:00.000Z');
  // 02:30 does not exist on 26 March 2028, and is there twice on 29 October.
  expect(next('30 2 * * *', '2028-03-25T12:00:00Z')).toBe('2028-03-26T01:30:00.000Z');
  expect(next('30 2 * * *', '2028-10-28T12:00:00Z')).toBe('2028-10-29T00:30:00.000Z');
  expect(next('30 2 * * *', '2028-10-29T00:30:00Z')).toBe('2028-10-30T01:30:00.000Z');
});

test('#65 a zone that an organization changes moves its days at the next request', async () => {
  const principal = await graph.authenticate(owner);
  expect(principal.timeZone).toBe('UTC');
  await mutate(
    owner,
    `organizationUpdate(input: { timeZone: "Pacific/Auckland" }) {
      organization { id } ${ERRORS} }`,
  );
  const later = await graph.authenticate(owner);
  expect(later.timeZone).toBe('Pacific/Auckland');
  const day = (timeZone?: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: timeZone ?? 'UTC' }).format(begin);
  expect([day(), day(later.timeZone)]).toEqual(['2028-02-28', '2028-02-29']);
});
