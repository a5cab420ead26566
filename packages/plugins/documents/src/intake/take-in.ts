import { createHash } from 'node:crypto';
import { type BackgroundHost, decodeId, type FileDraft, Files, IntakeRefused } from '@bureau/core';
import { addDocument } from '../library/add-document.js';
import { Correspondent } from '../library/correspondent.entity.js';
import { ORIGINAL } from '../library/original.js';
import { IntakeAddress, IntakeArrival } from './intake-address.entity.js';

/** A paper that comes in. */
export interface ArrivingPaper {
  name: string;
  /** As its sender says; what it is stands in its bytes. */
  mediaType: string;
  bytes: Uint8Array;
}

/** What comes to an address at once. */
export interface Arrival {
  /** What tells it from others of the address, also when it is sent again. */
  key: string;
  /** Mail address of who sent it, lower case; null: a folder. */
  sender: string | null;
  papers: readonly ArrivingPaper[];
}

/** An address that is open. */
export interface OpenAddress {
  organizationId: string;
  /** Uuid. */
  id: string;
  knownSendersOnly: boolean;
}

/** Nothing was taken, and why; for the eyes of who sent it. */
export class ArrivalRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArrivalRefused';
  }
}

const FIND = `
  select id, known_senders_only::text as known from documents.intake_address
   where local_part = $1 and is_active`;

/** The address with this local part, of whichever organization; `undefined`: there is none. */
export async function openAddress(
  host: BackgroundHost,
  localPart: string,
): Promise<OpenAddress | undefined> {
  const [, id = ''] = localPart.toLowerCase().split('.');
  const organizationId = decodeId('org', `org_${id}`);
  if (organizationId === undefined) return undefined;
  const [row] = await host.read(organizationId, (ctx) =>
    ctx.sql<{ id: string; known: string }>(FIND, [localPart.toLowerCase()]),
  );
  return row && { organizationId, id: row.id, knownSendersOnly: row.known === 'true' };
}

/**
 * Makes a document of each paper, all of them or none, once for each key: whoever did not hear
 * that it was taken may send it again. Returns the number of documents that were made.
 * @throws ArrivalRefused
 */
export async function takeIn(
  host: BackgroundHost,
  address: OpenAddress,
  { key, sender, papers }: Arrival,
): Promise<number> {
  if (papers.length === 0) throw new ArrivalRefused('There is no paper in it.');
  const { organizationId } = address;
  const drafts: { draft: FileDraft; name: string }[] = [];
  for (const paper of papers) {
    drafts.push({ name: nameOf(paper.name), draft: await stored(host, organizationId, paper) });
  }
  const digest = createHash('sha256').update(key).digest('hex');
  return host.within(organizationId, 'documentIntake', async (ctx) => {
    await ctx.sql(LOCK, [`documents arrival ${address.id} ${digest}`]);
    const to = await ctx.em.findOneOrFail(
      IntakeAddress,
      { id: address.id },
      { populate: ['folder', 'type'] },
    );
    if (await ctx.em.findOne(IntakeArrival, { address: to, digest })) return 0;
    const correspondent =
      sender === null ? null : await ctx.em.findOne(Correspondent, { email: sender });
    if (to.knownSendersOnly && !correspondent) {
      throw new ArrivalRefused('The sender is not known here.');
    }
    ctx.em.create(IntakeArrival, { address: to, digest });
    const { folder = null, type = null, classification } = to;
    for (const { draft, name } of drafts) {
      const file = await ctx.service(Files).create(ctx, draft, name);
      addDocument(ctx, { file, folder, type, classification, correspondent });
    }
    return drafts.length;
  });
}

const LOCK = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';

async function stored(
  host: BackgroundHost,
  organizationId: string,
  { mediaType, bytes, name }: ArrivingPaper,
): Promise<FileDraft> {
  const what = { purpose: ORIGINAL.id, mediaType, size: bytes.length };
  try {
    return await host.read(organizationId, (ctx) =>
      ctx.service(Files).write(ctx, what, once(bytes)),
    );
  } catch (error) {
    if (!(error instanceof IntakeRefused)) throw error;
    throw new ArrivalRefused(`"${nameOf(name)}" is not taken: ${error.fault}.`);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A name is data: no control characters, no more than are kept. */
function nameOf(given: string): string {
  // oxlint-disable-next-line no-control-regex
  const shown = given.replaceAll(/[\u0000-\u001f\u007f]|\p{Cs}/gu, ' ').trim();
  return shown.slice(-200) || 'paper';
}
