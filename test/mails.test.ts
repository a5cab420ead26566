import { definePlugin, inTransaction, systemPrincipal } from '@bureau/core';
import { createTestApp, type TestApp, type TestHttp } from '@bureau/testing';
import { issueOut } from '../packages/core/test/gazette.js';
import {
  openPostOffice,
  type PostOffice,
  type ReceivedMail,
} from '../packages/core/test/post-office.js';

/** Mails as people get them from a real SMTP server: invitations, and how others end. */

let office: PostOffice;
let app: TestApp;
let http: TestHttp;
let userId: string;

const PUBLIC = 'https://bureau.example.com';
const news = { ...issueOut, delivery: 'IMMEDIATE' as const };
const gazette = definePlugin({
  ...{ id: 'gazette', version: '0.1.0', api: '^1.0', description: 'Tells people things.' },
  notifications: [news],
});

/** Headers with lines joined, and texts without the ends of quoted-printable lines. */
const unfolded = ({ text }: ReceivedMail) =>
  text
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .replaceAll('=\r\n', '')
    .replaceAll('=3D', '=');
const headerOf = (mail: ReceivedMail, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded(mail))?.[1];

async function tell(number: number): Promise<ReceivedMail | undefined> {
  const before = office.received.length;
  const [reader] = await app.sql<{ id: string }>(
    "select id from core.membership where email = 'ida@acme.example'",
  );
  const caller = {
    principal: systemPrincipal(app.composition, app.organizationId),
    requestId: `req-${number}`,
    deadline: Date.now() + 20_000,
  };
  await inTransaction(app.runtime, caller, {
    operation: 'gazette',
    work: (ctx) =>
      ctx.notify(news, { to: { users: [reader?.id ?? ''] }, data: { number, headline: 'Rain' } }),
  });
  await app.work();
  return office.received[before];
}

beforeAll(async () => {
  office = await openPostOffice();
  const mail = { url: office.url, from: 'Bureau <bureau@acme.example>' };
  app = await createTestApp({ plugins: [gazette], mail, publicUrl: PUBLIC });
  http = await app.http();
  const { userInvite } = await app.owner.data(
    `mutation { userInvite(input: { email: "ida@acme.example", displayName: "Ida" }) {
      user { id } userErrors { code } } }`,
  );
  userId = userInvite.user.id;
}, 60_000);
afterAll(async () => {
  await app?.close();
  await office?.close();
});

describe('an invitation', () => {
  const INVITE = `mutation ($userId: ID!) { invitationCreate(input: { userId: $userId }) {
    token isMailed userErrors { code } } }`;

  test('goes to the user alone: the administrator sees no token', async () => {
    await app.owner.data(
      `mutation { notificationTemplateSet(input: { kind: "core.invitation", locale: "en",
        title: "Come in", body: "{{ recipient.name }}: https://app.example/{{ token }}" }) {
        userErrors { code } } }`,
    );
    const { invitationCreate } = await app.owner.data(INVITE, { userId });
    expect(invitationCreate).toEqual({ token: null, isMailed: true, userErrors: [] });
    await app.work();
    const [mail] = office.received;
    expect(mail?.to).toEqual(['ida@acme.example']);
    expect(headerOf(mail as ReceivedMail, 'Subject')).toBe('Come in');
    expect(headerOf(mail as ReceivedMail, 'List-Unsubscribe')).toBeUndefined();
    const [, token] =
      /Ida: https:\/\/app\.example\/(\S+)/.exec(unfolded(mail as ReceivedMail)) ?? [];
    const kept = await app.sql(
      'select body from core.mail union all select body from core.notification',
    );
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(token).toMatch(/^[0-9a-f-]{36}\.v1:/);
  });
});

describe('mail that was not asked for one by one (RFC 8058)', () => {
  const address = (mail: ReceivedMail | undefined) =>
    /^<(.*)>$/.exec((mail && headerOf(mail, 'List-Unsubscribe')) ?? '')?.[1] ?? '';
  const here = (url: string) => url.replace(PUBLIC, http.url);

  test('ends at one POST without a sign-in; a GET only asks', async () => {
    const mail = await tell(1);
    expect(mail && headerOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    const url = address(mail);
    expect(url.startsWith(`${PUBLIC}/mail/unsubscribe/`)).toBe(true);
    const asked = await fetch(here(url));
    expect([asked.status, asked.headers.get('content-security-policy')]).toEqual([
      200,
      "default-src 'none'; form-action 'self'",
    ]);
    expect(await tell(2)).toBeDefined();
    const done = await fetch(here(url), { method: 'POST', body: 'List-Unsubscribe=One-Click' });
    expect(done.status).toBe(200);
    expect(await tell(3)).toBeUndefined();
    const told = await app.sql("select title from core.notification where title = 'Issue 3: Rain'");
    expect(told).toHaveLength(1);
    const again = await fetch(here(url), { method: 'POST' });
    expect(again.status).toBe(200);
  });

  test('a token that is forged, altered or for something else ends nothing', async () => {
    const forged = [`${PUBLIC}/mail/unsubscribe/x`, `${PUBLIC}/mail/unsubscribe/%zz`];
    for (const url of forged) {
      const answer = await fetch(here(url), { method: 'POST' });
      expect(answer.status).toBe(404);
    }
  });
});
