import net, { type AddressInfo } from 'node:net';
import { openPostOffice, type PostOffice } from '../../test/post-office.js';
import { createMailer, htmlOf, type Letter } from './mailer.js';

let office: PostOffice;
beforeAll(async () => {
  office = await openPostOffice();
});
afterAll(() => office?.close());
beforeEach(() => {
  office.received.length = 0;
  office.pause = 0;
});

const from = 'Bureau <bureau@acme.example>';
const letter: Letter = {
  id: '0197a3f0-0000-7000-8000-000000000001',
  name: 'Ann',
  address: 'ann@acme.example',
  subject: 'Issue 7',
  body: 'Dear Ann,\n\n<b>5 & 6</b>',
};
const send = (change: Partial<Letter> = {}, silence = 5_000) =>
  createMailer({ url: office.url, from, silence }).send({ ...letter, ...change });

test('text and HTML, a Message-ID that stays, and a mark that no person wrote it', async () => {
  expect(await send()).toEqual({ is: 'SENT' });
  expect(await send()).toEqual({ is: 'SENT' });
  const [first, again] = office.received;
  expect(first).toMatchObject({ from: 'bureau@acme.example', to: ['ann@acme.example'] });
  const text = first?.text ?? '';
  expect(text).toContain(`Message-ID: <${letter.id}@acme.example>\r\n`);
  expect(again?.text).toContain(`Message-ID: <${letter.id}@acme.example>\r\n`);
  expect(text).toContain('Auto-Submitted: auto-generated\r\n');
  expect(text).toContain('Subject: Issue 7\r\n');
  expect(text).toContain('text/plain');
  expect(text).toContain('text/html');
});

test('#49 stored script in any text is never HTML', () => {
  const html = htmlOf('<script>alert("1")</script>\n\n\'& ok\nline');
  expect(html).toBe(
    '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>\n<p>&#39;&amp; ok<br>line</p>',
  );
});

test.each([
  ['subject', 'x\r\nBcc: evil@x.example'],
  ['subject', 'x\nBcc: evil@x.example\n\nbody'],
  ['name', 'Ann"\r\nBcc: evil@x.example'],
  ['address', 'ann@acme.example\r\nRCPT TO:<evil@x.example>'],
  ['address', 'ann@acme.example>\r\nBcc: evil@x.example'],
  ['address', 'ann@acme.example, evil@x.example'],
])('no header or recipient gets in by the %s', async (field, value) => {
  await send({ [field]: value });
  for (const { text, to } of office.received) {
    const [headers = ''] = text.split('\r\n\r\n');
    expect(headers).not.toMatch(/^bcc:/im);
    expect(to.filter((address) => address === 'evil@x.example')).toEqual([]);
  }
});

test.each([
  ['RCPT', 550, 'REFUSED'],
  ['RCPT', 450, 'LATER'],
  ['DATA', 554, 'REFUSED'],
  ['DATA', 451, 'LATER'],
] as const)('%s answered by %d: %s, without the words of the server', async (at, code, is) => {
  office.answers.push({ at, code });
  const outcome = await send();
  expect(outcome).toMatchObject({ is, error: expect.stringMatching(new RegExp(`^${code}`)) });
  expect(JSON.stringify(outcome)).not.toContain('secret detail');
});

test('a server that is away, and one that says nothing, are tried again', async () => {
  const silent = net.createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const mute = createMailer({ url: `smtp://127.0.0.1:${port}`, from, silence: 200 });
  expect(await mute.send(letter)).toMatchObject({ is: 'LATER' });
  await new Promise((resolve) => silent.close(resolve));
  expect(await mute.send(letter)).toMatchObject({ is: 'LATER', error: 'ESOCKET CONN' });
});

test('a server that does not answer the text may have taken it', async () => {
  office.pause = 4_000;
  expect(await send({}, 1_000)).toMatchObject({ is: 'UNKNOWN' });
  expect(office.received).toHaveLength(1);
});
