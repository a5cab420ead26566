import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from 'node:zlib';
import { BlobDamaged } from './blob-cipher.js';
import type { BlobContent } from './blobs.js';
import { IntakeRefused } from './file-intake.js';

/** Limits of what comes out of an archive; beyond them it is a bomb, or may be one. */
export const ARCHIVE_LIMITS = {
  entries: 2_000,
  /** Bytes of all entries, unpacked. */
  total: 1_073_741_824,
  /** Unpacked to packed, of the whole; small archives may be denser. */
  ratio: 200,
  /** Below so many unpacked bytes the ratio says nothing. */
  ratioFrom: 10_485_760,
  /** Bytes of the directory at the end. */
  directory: 4_194_304,
} as const;

/** What is known of an entry of a ZIP archive. */
interface Entry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  /** Where its local header begins. */
  at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;

/**
 * Looks through a ZIP archive (PKWARE APPNOTE 6.3.10, without ZIP64) and returns the names of its
 * entries. The directory is not believed: every entry is unpacked as a stream that keeps nothing,
 * and no two may share bytes.
 * @throws IntakeRefused ARCHIVE for a bomb, or an archive that is not whole
 */
export async function checkZip(content: BlobContent): Promise<string[]> {
  const entries = await directoryOf(content);
  checkDeclared(entries, content.size);
  let total = 0;
  for (const entry of entries) {
    total += await unpackedSize(content, entry);
    checkTotal(total, content.size);
  }
  return entries.map(({ name }) => name);
}

/** The same for gzip. @throws IntakeRefused ARCHIVE */
export async function checkGzip(content: BlobContent): Promise<void> {
  const range = { start: 0, end: content.size };
  await countUnpacked(createGunzip(), content.read(range), (total) =>
    checkTotal(total, content.size),
  );
}

async function directoryOf(content: BlobContent): Promise<Entry[]> {
  const { size } = content;
  const start = Math.max(0, size - END_BYTES - 65_535);
  const tail = await bytesOf(content, { start, end: size });
  let at = tail.length - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at -= 1;
  if (at < 0) throw bad();
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  const wrong = count > ARCHIVE_LIMITS.entries || length > ARCHIVE_LIMITS.directory;
  if (wrong || offset + length > start + at) throw bad();
  return entriesOf(await bytesOf(content, { start: offset, end: offset + length }), count);
}

function entriesOf(directory: Buffer, count: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      throw bad();
    const nameLength = directory.readUInt16LE(at + 28);
    const behind = at + CENTRAL_BYTES + nameLength;
    if (behind > directory.length) throw bad();
    entries.push({
      name: directory.toString('utf8', at + CENTRAL_BYTES, behind),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at = behind + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** What the directory itself admits, and that no bytes are used twice. */
function checkDeclared(entries: readonly Entry[], size: number): void {
  checkTotal(
    entries.reduce((sum, { unpacked }) => sum + unpacked, 0),
    size,
  );
  const places = entries.toSorted((a, b) => a.at - b.at);
  let free = 0;
  for (const { at, packed } of places) {
    if (at < free || at + LOCAL_BYTES + packed > size) throw bad();
    free = at + LOCAL_BYTES + packed;
  }
}

async function unpackedSize(content: BlobContent, entry: Entry): Promise<number> {
  const header = await bytesOf(content, { start: entry.at, end: entry.at + LOCAL_BYTES });
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL) throw bad();
  const start = entry.at + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const range = { start, end: start + entry.packed };
  if (range.end > content.size) throw bad();
  if (entry.method === 0 && entry.packed === entry.unpacked) return entry.packed;
  if (entry.method !== 8) throw bad();
  const total = await countUnpacked(createInflateRaw(), content.read(range), (count) => {
    if (count > entry.unpacked) throw bad();
  });
  if (total !== entry.unpacked) throw bad();
  return total;
}

/** Unpacks and counts what comes out, keeping none of it. */
async function countUnpacked(
  unpack: Gunzip | InflateRaw,
  source: AsyncIterable<Uint8Array>,
  check: (total: number) => void,
): Promise<number> {
  let total = 0;
  try {
    await pipeline(source, unpack, async (unpacked: AsyncIterable<Buffer>) => {
      for await (const chunk of unpacked) {
        total += chunk.length;
        check(total);
      }
    });
  } catch (error) {
    // Bytes that the store has lost are another fault than bytes that do not unpack.
    throw error instanceof BlobDamaged ? error : bad();
  }
  return total;
}

function checkTotal(total: number, size: number): void {
  const { ratio, ratioFrom } = ARCHIVE_LIMITS;
  if (total > ARCHIVE_LIMITS.total || (total > ratioFrom && total > ratio * size)) throw bad();
}

async function bytesOf(
  content: BlobContent,
  range: { start: number; end: number },
): Promise<Buffer> {
  if (range.end <= range.start) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of content.read(range)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function bad(): IntakeRefused {
  return new IntakeRefused('ARCHIVE');
}
