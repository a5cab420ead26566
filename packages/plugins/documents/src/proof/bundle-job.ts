import { defineJob, Files, type JobWork, REPORT_PURPOSE, z } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { manifestOf, nameOf, type ProvenVersion, VERIFY_SCRIPT } from './bundle.js';
import { proofErrors } from './errors.js';
import { tar, type TarEntry, tarSize } from './tar.js';
import { proofOfVersion } from './version-proof.js';
import { type StoredVersion, versionsOf } from './versions-of.js';

/** Documents of one bundle. */
export const MOST_DOCUMENTS = 100;

const wish = z.object({ documentIds: z.array(z.uuid()).min(1).max(MOST_DOCUMENTS) });
type Wish = z.infer<typeof wish>;

/** Writes documents with their proof into an archive, as whoever asked for it may see them. */
export const documentBundle = defineJob<Wish>({
  kind: 'documents.bundle',
  description: 'Takes documents out with their proof.',
  input: wish,
  permission: 'documents.document.prove',
  async run(work) {
    const { proven, at, organizationId } = await work.read(async (ctx) => {
      const where = { id: { in: [...work.input.documentIds] } };
      const ids = await ctx.ids(DocumentRecordType, where, MOST_DOCUMENTS);
      const found: ProvenVersion[] = [];
      for (const version of await versionsOf(ctx, ids)) {
        const proof = await proofOfVersion(ctx, version);
        if (!proof) throw proofErrors.BUNDLE_UNSEALED();
        found.push({ version, proof: proof.proof });
      }
      return { proven: found, at: ctx.now, organizationId: ctx.organizationId };
    });
    const facts = { organizationId, madeAt: at.toISOString() };
    const texts = new Map([
      ['manifest.json', Buffer.from(JSON.stringify(manifestOf(proven, facts), null, 1))],
      ['verify.mjs', Buffer.from(VERIFY_SCRIPT)],
    ]);
    const kept = proven.map(({ version }) => version).filter(({ fileId }) => fileId !== null);
    const sizes = [...[...texts.values()].map(({ length }) => length), ...kept.map(sizeOf)];
    const what = {
      purpose: REPORT_PURPOSE.id,
      mediaType: 'application/x-tar',
      size: tarSize(sizes),
    };
    const seconds = Math.floor(at.valueOf() / 1_000);
    const archive = tar(entriesOf(work, { texts, kept }), seconds);
    const draft = await work.read((ctx) => ctx.service(Files).write(ctx, what, archive));
    await work.finish(async (ctx) => {
      const name = `documents ${facts.madeAt.slice(0, 10)}.tar`;
      const { id } = await ctx.service(Files).create(ctx, draft, name);
      return { done: kept.length, total: kept.length, outcome: { fileId: id } };
    });
  },
});

const sizeOf = ({ size }: StoredVersion) => size;

async function* entriesOf(
  work: JobWork<Wish>,
  { texts, kept }: { texts: ReadonlyMap<string, Buffer>; kept: readonly StoredVersion[] },
): AsyncGenerator<TarEntry> {
  for (const [name, bytes] of texts) yield { name, size: bytes.length, bytes: [bytes] };
  for (const [done, version] of kept.entries()) {
    work.checkpoint();
    work.report({ done, total: kept.length });
    const { fileId, size, number, title } = version;
    const open = await work.read((ctx) => ctx.service(Files).open(ctx, fileId ?? ''));
    if (!open) throw proofErrors.BUNDLE_DAMAGED({ number, title });
    yield { name: nameOf(version), size, bytes: open.read() };
  }
}
