import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSocket } from '../packages/testing/src/socket.js';
import { addFile } from './file-client.js';
import { send } from './import-client.js';
import { Ledger, seeded, type Target, Worker } from './kill-load.js';

/** What a day brings, over and over: reads, changes, refusals, files and sockets. */

/** How often each kind of work was done. */
export type SoakCounts = Record<'reads' | 'refusals' | 'files' | 'sockets' | 'changes', number>;

// Breathing space: what is looked for is what stays behind, not what is too much at once.
const PAUSE_MS = 40;

const READS = [
  '{ viewer { user { displayName } } sites(first: 20) { totalCount nodes { id name } } }',
  `{ assets(first: 50) { nodes { tag state model { name category { name } } holder { id } } } }`,
  '{ employees(first: 50) { nodes { number displayName job { position unit { code } } } } }',
  '{ auditTrail(first: 20) { nodes { action operation } } }',
];

/** Each is refused in another place: syntax, names, rights, ids, filter, business. */
const REFUSED = [
  '{ viewer { ',
  '{ nothingOfThisName }',
  '{ node(id: "sit_01h00000000000000000000000") { id } }',
  '{ sites(where: { name: null }) { nodes { id } } }',
  '{ sites(first: 100000) { nodes { id } } }',
  `mutation { siteCreate(input: { code: "VIE", name: "Twice", country: "AT", timeZone: "UTC" }) {
     site { id } userErrors { code } } }`,
];

/** Works until the signal comes; what was begun is ended. */
export async function soak(target: Target, signal: AbortSignal): Promise<SoakCounts> {
  const counts: SoakCounts = { reads: 0, refusals: 0, files: 0, sockets: 0, changes: 0 };
  const ended = once(signal, 'abort');
  const ledger = new Ledger();
  const worker = new Worker(target, ledger, { name: 'S', random: seeded(1) });
  const again = async (kind: keyof SoakCounts, act: (turn: number) => Promise<unknown>) => {
    for (let turn = 0; !signal.aborted; turn += 1) {
      await act(turn);
      counts[kind] += 1;
      await sleep(PAUSE_MS);
    }
  };
  await Promise.all([
    worker.run(signal),
    again('reads', (turn) => ask(target, READS[turn % READS.length] ?? '')),
    again('refusals', (turn) => refused(target, turn)),
    again('files', (turn) => file(target, turn)),
    again('sockets', (turn) => socket(target, { turn, ended })),
  ]);
  counts.changes = ledger.sites.size + ledger.leavers.length + ledger.disposed.length;
  return counts;
}

function ask({ url, owner }: Target, query: string): Promise<unknown> {
  return send({ url, token: owner }, query);
}

/** @throws Error when what had to be refused was done */
async function refused({ url, owner }: Target, turn: number): Promise<void> {
  const token = turn % 7 === 0 ? 'bur_nobody' : owner;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: REFUSED[turn % REFUSED.length] }),
  });
  const text = await response.text();
  const isEmpty = text.includes('"node":null');
  if (!isEmpty && !/"errors":\[\{|"userErrors":\[\{/.test(text)) throw new Error(text);
}

/** Some are whole, of others only the address is taken. */
async function file({ url, owner: token }: Target, turn: number): Promise<void> {
  const access = { url, token };
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhf' +
      'DwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  if (turn % 3 > 0) {
    await addFile(access, { bytes: pixel });
    return;
  }
  await send(
    access,
    `mutation { fileUploadCreate(input: { purpose: "assets.photo", name: "p.png",
       mediaType: "image/png", size: 70 }) { url userErrors { code } } }`,
  );
}

/** A subscription that sees one change and is left, politely or not. */
async function socket(
  target: Target,
  { turn, ended }: { turn: number; ended: Promise<unknown> },
): Promise<void> {
  const open = await openSocket(target.url, {
    token: target.owner,
    query: 'subscription { recordChanged(types: ["Site"]) { recordId } }',
  });
  // At the end nobody changes anything any more.
  if (turn % 2 === 0) await Promise.race([open.next(), ended]);
  open.close();
  await open.closed;
}
