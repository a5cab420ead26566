import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import {
  CHUNK_BYTES,
  FORMAT,
  headerLine,
  KIND,
  LENGTH_BYTES,
  nonceOf,
  OF_ORGANIZATION,
  TAG_BYTES,
} from './archive-format.js';
import { archiveKey, organizationChunkKey, type BackupKey } from './keys.js';

const deflate = promisify(deflateRaw);

/** What became of a part. */
export interface WrittenPart {
  name: string;
  bytes: number;
  /** SHA-256 of its bytes, hexadecimal. */
  sha256: string;
}

/** How a part is written. */
export interface PartOptions {
  /** False for bytes that are encrypted already. Default true. */
  deflated?: boolean;
  /** 32 bytes of the organization that the part belongs to: nobody reads it without them. */
  organizationKey?: Buffer | undefined;
}

/** Writes an archive part by part; at most two chunks are in memory. */
export interface ArchiveWriter {
  part(
    name: string,
    source: AsyncIterable<Uint8Array>,
    options?: PartOptions,
  ): Promise<WrittenPart>;
  /** Ends the archive and gives it its name; how many bytes the file has. */
  finish(): Promise<number>;
  /** Removes what was written, unless it is finished. */
  discard(): Promise<void>;
}

/** An archive that appears under its name when all of it is on disk. */
export async function createArchive(file: string, key: BackupKey): Promise<ArchiveWriter> {
  const salt = randomBytes(16);
  const header = { format: FORMAT, keyId: key.id, salt: salt.toString('base64') };
  const { line, associated } = headerLine(header);
  const draft = `${file}.part`;
  const handle = await open(draft, 'wx', 0o600);
  await handle.write(line);
  const sealed = new Sealer(handle, archiveKey(key, salt), associated);
  let isOpen = true;
  return {
    part: (name, source, { deflated = true, organizationKey } = {}) => {
      const key = organizationKey && organizationChunkKey(organizationKey, salt);
      return writePart(sealed, { name, source, deflated, key });
    },
    finish: async () => {
      await sealed.write(KIND.end, Buffer.alloc(0));
      await handle.sync();
      const { size } = await handle.stat();
      await handle.close();
      await rename(draft, file);
      isOpen = false;
      return size;
    },
    discard: async () => {
      if (!isOpen) return;
      await handle.close().catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}

async function writePart(
  sealer: Sealer,
  what: {
    name: string;
    source: AsyncIterable<Uint8Array>;
    deflated: boolean;
    key: Buffer | undefined;
  },
): Promise<WrittenPart> {
  const { name, source, deflated, key } = what;
  await sealer.write(KIND.part, Buffer.from(name));
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunksOf(source)) {
    hash.update(chunk);
    bytes += chunk.length;
    if (deflated) await sealer.write(KIND.deflated, await deflate(chunk, { level: 1 }), key);
    else await sealer.write(KIND.plain, chunk, key);
  }
  return { name, bytes, sha256: hash.digest('hex') };
}

/** The same bytes in pieces of CHUNK_BYTES, the last one shorter. */
async function* chunksOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + CHUNK_BYTES - size);
      held.push(taken);
      size += taken.length;
      at += taken.length;
      if (size < CHUNK_BYTES) continue;
      yield Buffer.concat(held);
      held = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}

class Sealer {
  private index = 0;

  constructor(
    private readonly handle: FileHandle,
    private readonly key: Buffer,
    private readonly associated: Buffer,
  ) {}

  /** With the key of the archive, or with another one that is of this archive only as well. */
  async write(kind: number, body: Buffer, key?: Buffer): Promise<void> {
    const cipher = createCipheriv('aes-256-gcm', key ?? this.key, nonceOf(this.index++), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(this.associated);
    const sealed = Buffer.concat([cipher.update(Buffer.of(kind)), cipher.update(body)]);
    cipher.final();
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(key ? sealed.length + OF_ORGANIZATION : sealed.length);
    await writeAll(this.handle, Buffer.concat([length, sealed, cipher.getAuthTag()]));
  }
}

/** One call may write less than it was given. */
async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await handle.write(bytes, at)).bytesWritten;
  }
}
