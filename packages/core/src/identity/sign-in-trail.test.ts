import { createCoreGraph, type CoreGraph, type Id } from '../../test/core-graph.js';

/** Who signs in, fails to, and signs out stands in the trail. */

let graph: CoreGraph;
let owner: string;
let userId: string;

const PASSWORD = 'correct horse battery';
const signIn = (password: string, email = 'ada@acme.test', slug = 'acme') =>
  graph.read<{ sessionCreate: { token: string | null } }>(
    undefined,
    `mutation { sessionCreate(input: { organization: "${slug}", email: "${email}",
      password: "${password}" }) { token userErrors { code } } }`,
  );

interface Entry {
  action: string;
  operation: string;
  principalKind: string;
  principalId: string | null;
  recordType: string | null;
  recordId: string | null;
}

async function trail(token: string): Promise<Entry[]> {
  const { auditTrail } = await graph.read<{ auditTrail: { nodes: Entry[] } }>(
    token,
    `{ auditTrail(first: 50, orderBy: { field: AT, direction: ASC }) { nodes {
      action operation principalKind principalId recordType recordId } } }`,
  );
  return auditTrail.nodes;
}

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
  const { user } = await graph.mutate<{ user: Id }>(
    owner,
    `mutation { userInvite(input: { email: "ada@acme.test", displayName: "Ada",
      password: "${PASSWORD}" }) { user { id } userErrors { code } } }`,
  );
  userId = user.id;
}, 60_000);
afterAll(() => graph?.close());

test('a refused sign-in is told, of a known user by name, in no other organization', async () => {
  await signIn('not the password');
  await signIn('not the password', 'nobody@acme.test');
  await signIn('not the password', 'ada@acme.test', 'no-such-organization');
  const failed = (await trail(owner)).filter(({ action }) => action === 'SIGN_IN_FAILED');
  const common = { operation: 'sessionCreate', principalKind: 'anonymous', principalId: null };
  expect(failed).toHaveLength(2);
  expect(failed).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...common, recordType: 'User', recordId: userId }),
      expect.objectContaining({ ...common, recordType: null, recordId: null }),
    ]),
  );
  const other = await trail(await graph.token('owner', 'other'));
  expect(other.filter(({ action }) => action === 'SIGN_IN_FAILED')).toEqual([]);
  const set = `select set_config('app.organization_id', $1, false)`;
  await graph.database.owner.query(set, [graph.acme]);
  const text = await graph.database.owner.query(
    `select string_agg(e::text, '') as all from core.audit_entry e`,
  );
  expect(text.rows[0].all).not.toContain('not the password');
});

test('a sign-in and a sign-out are entries of the user', async () => {
  const { sessionCreate } = await signIn(PASSWORD);
  const token = sessionCreate.token ?? '';
  await graph.mutate(token, 'mutation { sessionRevoke(input: {}) { userErrors { code } } }');
  const own = (await trail(owner)).filter(({ recordType }) => recordType === 'Session');
  expect(
    own.map(({ action, operation, principalKind }) => [action, operation, principalKind]),
  ).toEqual([
    ['CREATE', 'sessionCreate', 'user'],
    ['UPDATE', 'sessionRevoke', 'user'],
  ]);
  expect(own.every(({ principalId }) => principalId === userId)).toBe(true);
});
