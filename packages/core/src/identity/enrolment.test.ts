import { Secret, TOTP } from 'otpauth';
import { createCoreGraph, type CoreGraph, type Id, type Payload } from '../../test/core-graph.js';

/** A second factor that an organization or a role asks for, and new recovery codes. */
let graph: CoreGraph;
let owner: string;

const PASSWORD = 'correct horse battery';
const ERRORS = 'userErrors { code path }';
type Opened = Payload<{ token: string | null; challenge: { token: string } | null }>;
type Enrolled = Payload<{ recoveryCodes: string[]; token: string | null }>;

const mutate = <T>(token: string, text: string) => graph.mutate<T>(token, `mutation { ${text} }`);
const refusalOf = async (token: string, document: string) =>
  (await graph.run(token, document)).errors?.[0]?.extensions;
const codeOf = (secret: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });

async function human(name: string, role: string): Promise<void> {
  const { user } = await mutate<{ user: Id }>(
    owner,
    `userInvite(input: { email: "${name}@acme.test", displayName: "${name}",
      password: "${PASSWORD}" }) { user { id } ${ERRORS} }`,
  );
  const found = await graph.read<{ role: Id }>(owner, `{ role(by: { key: "${role}" }) { id } }`);
  const grant = `{ userId: "${user.id}", roleId: "${found.role.id}" }`;
  await mutate(owner, `grantCreate(input: ${grant}) { ${ERRORS} }`);
}

async function signIn(name: string): Promise<Opened> {
  const { sessionCreate } = await graph.read<{ sessionCreate: Opened }>(
    undefined,
    `mutation { sessionCreate(input: { organization: "acme", email: "${name}@acme.test",
      password: "${PASSWORD}" }) { token challenge { token } ${ERRORS} } }`,
  );
  return sessionCreate;
}

async function confirm(challenge: string, code: string): Promise<Opened> {
  const { sessionConfirm } = await graph.read<{ sessionConfirm: Opened }>(
    undefined,
    `mutation { sessionConfirm(input: { challenge: "${challenge}", code: "${code}" }) {
      token ${ERRORS} } }`,
  );
  return sessionConfirm;
}

async function enrol(token: string) {
  const begun = await mutate<{ secondFactor: Id; secret: string }>(
    token,
    `secondFactorEnrol { secondFactor { id } secret ${ERRORS} }`,
  );
  const { id } = begun.secondFactor;
  const done = await mutate<Enrolled>(
    token,
    `secondFactorConfirm(input: { id: "${id}", code: "${codeOf(begun.secret, -1)}" }) {
      secondFactor { id } recoveryCodes token ${ERRORS} }`,
  );
  expect(done.userErrors).toEqual([]);
  return { ...begun, ...done, id };
}

const require = (isRequired: boolean) =>
  mutate(
    owner,
    `organizationUpdate(input: { isSecondFactorRequired: ${isRequired} }) { ${ERRORS} }`,
  );

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
  await human('ann', 'admin');
  await human('bob', 'viewer');
});
afterAll(() => graph?.close());

describe('a second factor that the organization asks for', () => {
  const PEOPLE = '{ people { nodes { id } } }';
  const VIEWER = '{ viewer { isSecondFactorMissing user { displayName } } }';
  let ann: string;

  test('leaves a session without it nothing but setting it up, at once', async () => {
    ann = (await signIn('ann')).token ?? '';
    expect(await refusalOf(ann, PEOPLE)).toBeUndefined();
    await require(true);
    expect(await refusalOf(ann, PEOPLE)).toMatchObject({
      code: 'FORBIDDEN',
      secondFactorRequired: true,
    });
    for (const document of [
      '{ node(id: "per_x") { id } }',
      'mutation { sessionRevokeOthers { revokedCount } }',
      `mutation { organizationUpdate(input: { isSecondFactorRequired: false }) { ${ERRORS} } }`,
      `mutation { passwordChange(input: { currentPassword: "${PASSWORD}", password: "${PASSWORD}" })
        { isChanged } }`,
    ]) {
      expect(await refusalOf(ann, document)).toMatchObject({ secondFactorRequired: true });
    }
    expect(await graph.read(ann, VIEWER)).toEqual({
      viewer: { isSecondFactorMissing: true, user: { displayName: 'ann' } },
    });
  });

  test('is set up by that session, which goes on under a new token with all rights', async () => {
    const { token, secret } = await enrol(ann);
    await expect(graph.authenticate(ann)).rejects.toThrow('not valid');
    expect(await refusalOf(token ?? '', PEOPLE)).toBeUndefined();
    const { challenge } = await signIn('ann');
    const opened = await confirm(challenge?.token ?? '', codeOf(secret));
    expect(await refusalOf(opened.token ?? '', PEOPLE)).toBeUndefined();
  });

  test('concerns no key, and ends with the setting', async () => {
    expect(await refusalOf(await graph.token('viewer'), PEOPLE)).toBeUndefined();
    await require(false);
    const { token } = await signIn('bob');
    expect(await refusalOf(token ?? '', PEOPLE)).toBeUndefined();
  });
});

test('a role may ask for it too: its holders and nobody else', async () => {
  const { role } = await graph.read<{ role: Id }>(owner, '{ role(by: { key: "viewer" }) { id } }');
  const set = (is: boolean) =>
    mutate(
      owner,
      `roleUpdate(input: { id: "${role.id}", isSecondFactorRequired: ${is} }) {
      role { isSecondFactorRequired } ${ERRORS} }`,
    );
  await human('cleo', 'auditor');
  expect(await set(true)).toMatchObject({ role: { isSecondFactorRequired: true } });
  const [bob, cleo] = [await signIn('bob'), await signIn('cleo')];
  const ask = '{ people { nodes { id } } }';
  expect(await refusalOf(bob.token ?? '', ask)).toMatchObject({ secondFactorRequired: true });
  expect(await refusalOf(cleo.token ?? '', ask)).toBeUndefined();
  await set(false);
});

test('recovery codes are renewed: the old ones are refused, of another user none', async () => {
  await human('dan', 'viewer');
  const { token } = await signIn('dan');
  const dan = token ?? '';
  const { id, recoveryCodes, token: raised } = await enrol(dan);
  expect(raised).toBeNull();
  const renew = (as: string) =>
    mutate<Enrolled>(
      as,
      `secondFactorRenewCodes(input: { id: "${id}" }) { recoveryCodes ${ERRORS} }`,
    );
  const renewed = await renew(dan);
  expect(renewed.recoveryCodes).toHaveLength(10);
  const [old] = recoveryCodes;
  const [fresh] = renewed.recoveryCodes;
  const begin = async () => (await signIn('dan')).challenge?.token ?? '';
  expect(await confirm(await begin(), old)).toMatchObject({ token: null });
  expect((await confirm(await begin(), fresh)).token).toEqual(expect.any(String));
  const { token: other } = await signIn('bob');
  await expect(renew(other ?? '')).rejects.toThrow('There is no such record');
});
