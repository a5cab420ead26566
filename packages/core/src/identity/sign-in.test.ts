import { Secret, TOTP } from 'otpauth';
import {
  createCoreGraph,
  DAY,
  type CoreGraph,
  type Id,
  type Payload,
} from '../../test/core-graph.js';

/** Second factor, step-up, invitations and rotation (security.md rows 5, 37, 55 and 56). */
let graph: CoreGraph;
let owner: string;

const ERRORS = 'userErrors { code path }';
const PASSWORD = 'correct horse battery';
const WRONG = 'CORE_LOGIN_FAILED';

type Challenge = { token: string; expiresAt: string; factors: string[] } | null;
type SignIn = Payload<{ token: string | null; challenge: Challenge }>;
type Opened = Payload<{ token: string | null; expiresAt: string | null }>;

const mutate = <T>(token: string, text: string) => graph.mutate<T>(token, `mutation { ${text} }`);
const anyone = async <T>(text: string): Promise<T> => {
  const data = await graph.read<Record<string, T>>(undefined, `mutation { ${text} }`);
  return Object.values(data)[0] as T;
};
const signIn = (email: string, password = PASSWORD, slug = 'acme') =>
  anyone<SignIn>(`sessionCreate(input: { organization: "${slug}", email: "${email}",
    password: "${password}" }) { token challenge { token expiresAt factors } ${ERRORS} }`);
const confirm = (challenge: string, code: string) =>
  anyone<Opened>(`sessionConfirm(input: { challenge: "${challenge}", code: "${code}" }) {
    token expiresAt ${ERRORS} }`);
const stepUp = (token: string, input: string) =>
  mutate<Opened>(token, `sessionStepUp(input: { ${input} }) { token expiresAt ${ERRORS} }`);
const codeOf = (secret: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
const codes = ({ userErrors }: Payload) => userErrors.map(({ code }) => code);

async function human(name: string, role = 'viewer'): Promise<string> {
  const { user } = await mutate<{ user: Id }>(
    owner,
    `userInvite(input: { email: "${name}@acme.test", displayName: "${name}",
      password: "${PASSWORD}" }) { user { id } ${ERRORS} }`,
  );
  const found = await graph.read<{ role: Id }>(owner, `{ role(by: { key: "${role}" }) { id } }`);
  const grant = `{ userId: "${user.id}", roleId: "${found.role.id}" }`;
  expect(codes(await mutate(owner, `grantCreate(input: ${grant}) { ${ERRORS} }`))).toEqual([]);
  return user.id;
}

async function session(name: string): Promise<string> {
  const { token } = await signIn(`${name}@acme.test`);
  return token ?? '';
}

interface Enrolled {
  id: string;
  secret: string;
  recoveryCodes: string[];
}

/** Confirmed with the code of the step before, so that those of now and the next are unused. */
async function enrol(token: string): Promise<Enrolled> {
  const begun = await mutate<{ secondFactor: Id; secret: string; provisioningUri: string }>(
    token,
    `secondFactorEnrol { secondFactor { id confirmedAt } secret provisioningUri ${ERRORS} }`,
  );
  expect(begun.provisioningUri).toMatch(/^otpauth:\/\/totp\/Acme:.*secret=/);
  const { id } = begun.secondFactor;
  const code = codeOf(begun.secret, -1);
  const done = await mutate<{ recoveryCodes: string[] }>(
    token,
    `secondFactorConfirm(input: { id: "${id}", code: "${code}" }) { recoveryCodes ${ERRORS} }`,
  );
  expect(codes(done)).toEqual([]);
  return { id, secret: begun.secret, recoveryCodes: done.recoveryCodes };
}

async function inAcme(text: string, values: unknown[] = []) {
  const set = "select set_config('app.organization_id', $1, false)";
  await graph.database.owner.query(set, [graph.acme]);
  return (await graph.database.owner.query(text, values)).rows;
}

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
});
afterAll(() => graph?.close());

test('a second factor is asked for at sign-in; its code opens the session', async () => {
  await human('ann');
  const { secret, recoveryCodes } = await enrol(await session('ann'));
  expect(new Set(recoveryCodes).size).toBe(10);
  const { token, challenge } = await signIn('ann@acme.test');
  expect(token).toBeNull();
  expect(challenge?.factors).toEqual(['TOTP', 'RECOVERY_CODE']);
  const opened = await confirm(challenge?.token ?? '', codeOf(secret));
  expect(opened.token).toMatch(/^bus_/);
  const seen = '{ sessions { nodes { factor authenticatedAt device address } } }';
  const { sessions } = await graph.read<{ sessions: { nodes: { factor: string }[] } }>(
    opened.token ?? '',
    seen,
  );
  expect(sessions.nodes.map(({ factor }) => factor).sort()).toEqual(['PASSWORD', 'TOTP']);
  const stored = await inAcme('select secret from core.second_factor');
  expect(JSON.stringify(stored)).not.toContain(secret);
});

test('#56 a one-time code counts once, also when it is given twice at once', async () => {
  await human('bob');
  const { secret } = await enrol(await session('bob'));
  const code = codeOf(secret);
  const both = await Promise.all([1, 2].map(() => signIn('bob@acme.test')));
  const answers = await Promise.all(both.map((one) => confirm(one.challenge?.token ?? '', code)));
  expect(answers.filter(({ token }) => token !== null)).toHaveLength(1);
  expect(answers.flatMap(codes)).toEqual([WRONG]);
  const old = await confirm(both[0]?.challenge?.token ?? '', codeOf(secret, -1));
  expect(codes(old)).toEqual([WRONG]);
});

test('a recovery code counts once, in any writing', async () => {
  await human('cat');
  const { recoveryCodes } = await enrol(await session('cat'));
  const [code = ''] = recoveryCodes;
  const { challenge } = await signIn('cat@acme.test');
  const typed = code.replace('-', ' ').toLowerCase();
  expect((await confirm(challenge?.token ?? '', typed)).token).toMatch(/^bus_/);
  expect(codes(await confirm(challenge?.token ?? '', code))).toEqual([WRONG]);
  const kept = await inAcme('select code_hash from core.recovery_code');
  expect(JSON.stringify(kept)).not.toContain(code);
});

test('#5 ten wrong codes lock the codes of the account, the right one too', async () => {
  await human('dan');
  const { secret } = await enrol(await session('dan'));
  const { challenge } = await signIn('dan@acme.test');
  const guesses = Array.from({ length: 10 }, () => confirm(challenge?.token ?? '', '000000'));
  const answers = await Promise.all(guesses);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(codes(await confirm(challenge?.token ?? '', codeOf(secret)))).toEqual([WRONG]);
  const fields = 'a: sessionConfirm(input: { challenge: "x", code: "1" }) { token }';
  const two = await graph.run(undefined, `mutation { ${fields} ${fields.replace('a:', 'b:')} }`);
  expect(two.errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
});

test('a challenge is forged by nobody and ends with the password', async () => {
  await human('eve');
  const first = await session('eve');
  const { secret } = await enrol(first);
  const { challenge } = await signIn('eve@acme.test');
  const text = challenge?.token ?? '';
  const altered = [
    'x',
    `${graph.other}${text.slice(36)}`,
    `${text.slice(0, -2)}${text.endsWith('AA') ? 'BB' : 'AA'}`,
  ];
  for (const one of altered) expect(codes(await confirm(one, codeOf(secret)))).toEqual([WRONG]);
  const change = `passwordChange(input: { currentPassword: "${PASSWORD}",
    password: "another long one" }) { isChanged ${ERRORS} }`;
  expect(codes(await mutate(first, change))).toEqual([]);
  expect(codes(await confirm(text, codeOf(secret)))).toEqual([WRONG]);
});

const KEY = `apiKeyCreate(input: { name: "k", scopes: ["core.apiKey.read", "core.apiKey.write"],
  expiresAt: "${new Date(Date.now() + DAY).toISOString()}" }) { token apiKey { id } ${ERRORS} }`;

async function refusalOf(token: string, text: string) {
  const { errors } = await graph.run(token, `mutation { ${text} }`);
  return errors?.[0]?.extensions;
}

async function ageSessions(): Promise<void> {
  await inAcme(`update core.session set authenticated_at = now() - interval '11 minutes'`);
}

test('marked operations ask for a fresh proof; the session goes on with a new token', async () => {
  await human('fay', 'admin');
  const token = await session('fay');
  expect((await mutate<{ token: string }>(token, KEY)).token).toMatch(/^bur_/);
  await ageSessions();
  const refused = { code: 'FORBIDDEN', stepUp: true, maxAgeSeconds: 600 };
  expect(await refusalOf(token, KEY)).toMatchObject(refused);
  expect(codes(await stepUp(token, 'password: "wrong"'))).toEqual(['CORE_PROOF_WRONG']);
  expect(codes(await stepUp(token, 'code: "123456"'))).toEqual(['CORE_PROOF_MISSING']);
  const next = await stepUp(token, `password: "${PASSWORD}"`);
  await expect(graph.run(token, '{ viewer { user { id } } }')).rejects.toThrow(/not valid/);
  expect((await mutate<{ token: string }>(next.token ?? '', KEY)).token).toMatch(/^bur_/);
});

test('whoever has a second factor steps up by it, not by the password', async () => {
  await human('gus');
  const token = await session('gus');
  const { secret } = await enrol(token);
  const byPassword = await stepUp(token, `password: "${PASSWORD}"`);
  expect(codes(byPassword)).toEqual(['CORE_PROOF_MISSING']);
  expect((await stepUp(token, `code: "${codeOf(secret)}"`)).token).toMatch(/^bus_/);
});

test('#56 two step-ups at once: one wins, one token lives', async () => {
  await human('hal');
  const token = await session('hal');
  const both = await Promise.all([1, 2].map(() => stepUp(token, `password: "${PASSWORD}"`)));
  expect(both.flatMap(codes)).toEqual(['CORE_SESSION_ROTATED']);
  expect(both.filter((one) => one.token !== null)).toHaveLength(1);
});

test('#55 a stolen session is no way to guess the password', async () => {
  await human('ida');
  const token = await session('ida');
  for (let guess = 0; guess < 10; guess += 1) await stepUp(token, `password: "guess ${guess}"`);
  expect(codes(await stepUp(token, `password: "${PASSWORD}"`))).toEqual(['CORE_PROOF_WRONG']);
});

test('#37 a key runs marked operations only when it was made for it', async () => {
  const { token } = await mutate<{ token: string }>(owner, KEY);
  expect(await refusalOf(token, KEY)).toMatchObject({ code: 'FORBIDDEN', stepUp: true });
  const wide = KEY.replace('name: "k"', 'name: "k", hasStepUp: true');
  const made = await mutate<{ token: string }>(owner, wide);
  expect(codes(await mutate(made.token, KEY))).toEqual([]);
});

test('#37 of a rotated key two live, with the same rights, until the overlap ends', async () => {
  const old = await mutate<{ token: string; apiKey: Id }>(owner, KEY);
  const until = new Date(Date.now() + DAY * 30).toISOString();
  const rotate = (id: string, hours: number) =>
    mutate<{ token: string; apiKey: Id; replaced: { expiresAt: string } }>(
      owner,
      `apiKeyRotate(input: { id: "${id}", expiresAt: "${until}", overlapHours: ${hours} }) {
        token apiKey { id replaces { id } } replaced { expiresAt } ${ERRORS} }`,
    );
  expect(codes(await rotate(old.apiKey.id, 721))).toEqual(['CORE_OVERLAP_INVALID']);
  const next = await rotate(old.apiKey.id, 1);
  expect(Date.parse(next.replaced.expiresAt) - Date.now()).toBeLessThanOrEqual(3_600_000);
  const rights = async (token: string) => [...(await graph.authenticate(token)).permissions.keys()];
  expect(await rights(old.token)).toEqual(['core.apiKey.read', 'core.apiKey.write']);
  expect(await rights(next.token)).toEqual(['core.apiKey.read', 'core.apiKey.write']);
  expect(codes(await rotate(old.apiKey.id, 1))).toEqual(['CORE_API_KEY_ROTATED']);
  expect(codes(await rotate(next.apiKey.id, 1))).toEqual(['CORE_API_KEY_ROTATED']);
  await inAcme('update core.api_key set expires_at = now() where id = $1', [
    (await graph.authenticate(old.token)).credentialId,
  ]);
  await expect(graph.authenticate(old.token)).rejects.toThrow(/not valid/);
  expect(codes(await rotate(next.apiKey.id, 0))).toEqual([]);
  await expect(graph.authenticate(next.token)).rejects.toThrow(/not valid/);
});

test('ending all other sessions leaves the own one', async () => {
  await human('jon');
  const [one, two, three] = [await session('jon'), await session('jon'), await session('jon')];
  const ended = await mutate<{ revokedCount: number }>(
    one ?? '',
    `sessionRevokeOthers { revokedCount ${ERRORS} }`,
  );
  expect(ended.revokedCount).toBe(2);
  expect((await graph.authenticate(one)).kind).toBe('user');
  for (const token of [two, three]) {
    await expect(graph.authenticate(token)).rejects.toThrow(/not valid/);
  }
});

test('an invitation sets the first password, once', async () => {
  const { user } = await mutate<{ user: Id }>(
    owner,
    `userInvite(input: { email: "kim@acme.test", displayName: "Kim" }) { user { id } ${ERRORS} }`,
  );
  expect(codes(await signIn('kim@acme.test', ''))).toEqual([WRONG]);
  const { token } = await mutate<{ token: string }>(
    owner,
    `invitationCreate(input: { userId: "${user.id}" }) { token ${ERRORS} }`,
  );
  const accept = (password: string) =>
    anyone<Payload>(`invitationAccept(input: { token: "${token}", password: "${password}" }) {
      isAccepted ${ERRORS} }`);
  expect(codes(await accept('short'))).toEqual(['CORE_PASSWORD_WEAK']);
  const both = await Promise.all([accept(PASSWORD), accept(`${PASSWORD} 2`)]);
  expect(both.flatMap(codes)).toEqual(['CORE_INVITATION_INVALID']);
  expect(codes(await accept('yet another one'))).toEqual(['CORE_INVITATION_INVALID']);
});

test('nobody invites somebody with more rights to a password of their choice', async () => {
  const user = await human('leo', 'owner');
  await human('mia', 'admin');
  const refused = await mutate(
    await session('mia'),
    `invitationCreate(input: { userId: "${user}" }) { token ${ERRORS} }`,
  );
  expect(codes(refused)).toEqual(['CORE_GRANT_EXCEEDS']);
});

test('only with the right for every row a second factor of others is removed', async () => {
  await human('nat');
  await human('oda');
  await human('pia', 'admin');
  const { id } = await enrol(await session('nat'));
  const remove = `secondFactorRemove(input: { id: "${id}" }) { deletedId ${ERRORS} }`;
  expect(await refusalOf(await session('oda'), remove)).toMatchObject({ code: 'NOT_FOUND' });
  expect(codes(await mutate(await session('pia'), remove))).toEqual([]);
  expect((await signIn('nat@acme.test')).token).toMatch(/^bus_/);
});

test('sign-ins, ends and refusals are events of the organization', async () => {
  await human('rob');
  await mutate(await session('rob'), `sessionRevoke(input: {}) { session { id } ${ERRORS} }`);
  await signIn('rob@acme.test', 'wrong');
  await signIn('nobody@acme.test', 'wrong');
  await signIn('nobody@nowhere.test', 'wrong', 'nowhere');
  const rows = await inAcme(`select name, record_type, payload->>'userId' is not null as known
    from core.outbox_event where name <> 'core.record.changed' order by sequence desc limit 4`);
  expect(rows.reverse()).toEqual([
    { name: 'core.session.created', record_type: 'Session', known: true },
    { name: 'core.session.revoked', record_type: 'Session', known: true },
    { name: 'core.login.failed', record_type: 'User', known: true },
    { name: 'core.login.failed', record_type: null, known: false },
  ]);
});
