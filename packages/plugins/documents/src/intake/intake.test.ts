import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backgroundHost, type BackgroundHost } from '@bureau/core';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp } from '@bureau/testing';
import { createTransport } from 'nodemailer';
import { fillLibrary, type TestLibrary } from '../../test/library.js';
import { documentsPlugin } from '../index.js';
import { createMailIn, type MailIn } from './mail-in.js';
import { createWatchedFolder } from './watched-folder.js';

let library: TestLibrary;
let host: BackgroundHost;
let door: MailIn;
let folder: string;
const settings = { host: '127.0.0.1', port: 0, domain: 'papers.example', maxSize: 200_000 };

beforeAll(async () => {
  library = await fillLibrary(await createTestApp({ plugins: [hrPlugin, documentsPlugin] }));
  const { runtime } = library.app;
  const plugin = runtime.composition.plugins.find((one) => one.definition.id === 'documents');
  host = backgroundHost(runtime, plugin!);
  door = createMailIn(host, settings);
  door.start();
  await door.listening;
  folder = await mkdtemp(path.join(tmpdir(), 'bureau-watched-'));
});
afterAll(async () => {
  await door?.stop();
  await library?.app.close();
  await rm(folder, { recursive: true, force: true });
});

async function address(name: string, input: Record<string, unknown> = {}): Promise<string> {
  const { done } = library;
  const select = 'intakeAddress { id localPart }';
  return (await done('intakeAddressCreate', { name, ...input }, select)).intakeAddress.localPart;
}

const titles = async (): Promise<string[]> => {
  const rows = await library.app.sql('select title from documents.document order by id');
  return rows.map(({ title }) => String(title));
};

const attachment = (text: string, filename = 'invoice.txt') => ({ filename, content: text });

/** Sends a mail; the answer of the server when it refuses. */
async function send(to: string, mail: Record<string, unknown>): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: door.port, secure: false });
  try {
    const from = 'Billing@Nordwind.example';
    await transport.sendMail({ from, to, subject: 'Invoice 17', ...mail });
    return 'taken';
  } catch (error) {
    return String((error as { response?: string }).response ?? error);
  } finally {
    transport.close();
  }
}

test('papers that are mailed in become documents of their sender, once', async () => {
  const { done, app } = library;
  const sender = { name: 'Nordwind', email: 'billing@nordwind.example' };
  await done('correspondentCreate', sender, 'correspondent { id }');
  const { folder: lies } = await done('folderCreate', { name: 'Inbox' }, 'folder { id }');
  const local = await address('Invoices', { folderId: lies.id, classification: 'CONFIDENTIAL' });
  const to = `${local}@papers.example`;
  const mail = {
    messageId: '<17@nordwind.example>',
    text: 'Please find the invoice attached.',
    attachments: [attachment('Invoice 17 of Nordwind'), attachment('Terms', 'terms.txt')],
  };
  expect(await send(to, mail)).toBe('taken');
  // Whoever did not hear the answer sends it again.
  expect(await send(to, mail)).toBe('taken');
  expect(await titles()).toEqual(['invoice', 'terms']);
  await app.work();
  const { documents } = await library.clerk.data(`{ documents { nodes {
    title state classification folder { name } correspondent { name } } } }`);
  expect(documents.nodes).toContainEqual({
    ...{ title: 'invoice', state: 'TEXT_READY', classification: 'CONFIDENTIAL' },
    ...{ folder: { name: 'Inbox' }, correspondent: { name: 'Nordwind' } },
  });
  expect(await send(to, { text: 'Only words', subject: 'A letter' })).toBe('taken');
  expect(await titles()).toContain('A letter');
});

test('what is not taken is refused with the reason, and leaves nothing', async () => {
  const before = await titles();
  const local = await address('Known only', { knownSendersOnly: true });
  const to = `${local}@papers.example`;
  expect(await send(`nobody.here@papers.example`, { text: 'x' })).toContain('no such address');
  expect(await send(`${local}@elsewhere.example`, { text: 'x' })).toContain('no such address');
  expect(await send(to, { from: 'stranger@x.example', text: 'x' })).toContain('not known here');
  const page = [attachment('<html><script>alert(1)</script></html>', 'page.html')];
  expect(await send(to, { attachments: page })).toContain('is not taken: TYPE');
  const large = [attachment('x'.repeat(300_000))];
  expect(await send(to, { attachments: large })).toMatch(/size|large/);
  expect(await titles()).toEqual(before);
});

test('a connection that ends in the middle of a mail leaves nothing', async () => {
  const before = await titles();
  const to = `${await address('Broken')}@papers.example`;
  await new Promise<void>((resolve) => {
    const socket = connect(door.port, '127.0.0.1');
    const say = ['EHLO x', 'MAIL FROM:<a@x.example>', `RCPT TO:<${to}>`, 'DATA', 'Subject: half'];
    socket.on('data', () => {
      const line = say.shift();
      if (line !== undefined) socket.write(`${line}\r\n`);
      if (say.length === 0) socket.destroy();
    });
    socket.on('close', () => resolve());
  });
  await door.settled();
  expect(await titles()).toEqual(before);
});

test('files in a watched folder are taken once, also after a crash in between', async () => {
  const local = await address('Scanner');
  const watched = { path: folder, address: local, everySeconds: 60, stillSeconds: 0 };
  const service = createWatchedFolder(host, { ...watched, maxSize: 1_000 });
  await writeFile(path.join(folder, 'scan one.txt'), 'A paper from the scanner');
  await writeFile(path.join(folder, 'big.txt'), 'x'.repeat(2_000));
  await service.settled();
  expect(await readdir(path.join(folder, 'taken'))).toEqual(['scan one.txt']);
  const refused = await readdir(path.join(folder, 'refused'));
  expect(refused.sort()).toEqual(['big.txt', 'big.txt.reason.txt']);
  // As a process leaves it that was killed between the commit and the move.
  await writeFile(path.join(folder, 'taking', 'scan one.txt'), 'A paper from the scanner');
  await service.settled();
  await service.stop();
  expect(await readdir(path.join(folder, 'taking'))).toEqual([]);
  expect((await titles()).filter((title) => title === 'scan one')).toHaveLength(1);
});
