import { createGazette, type Gazette } from '../../test/gazette.js';

let gazette: Gazette;
let now = new Date();
const EMAIL = 'ada@acme.example';

beforeAll(async () => {
  gazette = await createGazette(() => now);
  await gazette.graph.mutate(
    gazette.owner,
    `mutation { userInvite(input: { displayName: "Ada", email: "${EMAIL}",
      password: "first password of ada" }) { user { id } userErrors { code message } } }`,
  );
});
afterAll(() => gazette?.close());

const anonymous = async (text: string) => {
  const { data, errors } = await gazette.graph.run(undefined, text);
  if (errors?.[0]) throw errors[0];
  return Object.values(data ?? {})[0] as { userErrors: { code: string }[]; token?: string };
};
const ask = (email: string, organization = 'acme') =>
  anonymous(`mutation { passwordResetRequest(input: { organization: "${organization}",
    email: "${email}" }) { isAccepted userErrors { code } } }`);
const complete = (token: string, password: string) =>
  anonymous(`mutation { passwordResetComplete(input: { token: "${token}",
    password: "${password}" }) { isComplete userErrors { code } } }`);
const signIn = (password: string) =>
  anonymous(`mutation { sessionCreate(input: { organization: "acme", email: "${EMAIL}",
    password: "${password}" }) { token userErrors { code } } }`);
const tokenIn = (body = '') => /^[0-9a-f-]{36}\.v\S+$/m.exec(body)?.[0] ?? '';

test('the answer is one, whoever is asked for; a mail goes to who is there', async () => {
  const answer = { isAccepted: true, userErrors: [] };
  expect(await ask('nobody@acme.example')).toEqual(answer);
  expect(await ask(EMAIL, 'nowhere')).toEqual(answer);
  await gazette.work();
  expect(gazette.letters).toEqual([]);
  expect(await ask(EMAIL.toUpperCase())).toEqual(answer);
  await gazette.work();
  expect(gazette.letters).toMatchObject([{ address: EMAIL, subject: 'New password for Acme' }]);
  expect(tokenIn(gazette.letters[0]?.body)).not.toBe('');
});

test('a token sets the password once, ends all sessions, and is old after 30 minutes', async () => {
  const { token: session = '' } = await signIn('first password of ada');
  const token = tokenIn(gazette.letters[0]?.body);
  const invalid = [{ code: 'CORE_PASSWORD_RESET_INVALID' }];
  expect((await complete('x', 'second password of ada')).userErrors).toMatchObject(invalid);
  now = new Date(now.getTime() + 31 * 60_000);
  expect((await complete(token, 'second password of ada')).userErrors).toMatchObject(invalid);
  now = new Date(now.getTime() - 31 * 60_000);
  expect((await complete(token, 'short')).userErrors).toMatchObject([
    { code: 'CORE_PASSWORD_WEAK' },
  ]);
  expect(await complete(token, 'second password of ada')).toEqual({
    isComplete: true,
    userErrors: [],
  });
  expect((await complete(token, 'third password of ada')).userErrors).toMatchObject(invalid);
  await expect(gazette.graph.authenticate(session)).rejects.toMatchObject({
    extensions: { code: 'UNAUTHENTICATED' },
  });
  expect((await signIn('second password of ada')).userErrors).toEqual([]);
});

test('five mails in 15 minutes; the token is nowhere in the database', async () => {
  gazette.letters.length = 0;
  for (let asked = 0; asked < 7; asked += 1) await ask(EMAIL);
  await gazette.work();
  // One was asked for before.
  expect(gazette.letters).toHaveLength(4);
  const token = tokenIn(gazette.letters[0]?.body).slice(40, 80);
  const rows = await gazette.sql(
    `select (select string_agg(m::text, '') from core.mail m) ||
       (select string_agg(j::text, '') from core.job j) ||
       (select string_agg(a::text, '') from core.audit_entry a) as text`,
  );
  expect(String(rows[0]?.['text'])).toContain('core.passwordReset');
  expect(String(rows[0]?.['text'])).not.toContain(token);
});
