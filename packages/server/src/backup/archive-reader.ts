import { createDecipheriv, createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import {
  type ArchiveHeader,
  associatedData,
  CHUNK_BYTES,
  FORMAT,
  KIND,
  LENGTH_BYTES,
  MAGIC,
  nonceOf,
  OF_ORGANIZATION,
  TAG_BYTES,
} from './archive-format.js';
import { BackupError } from './errors.js';
import { archiveKey, organizationChunkKey, type BackupKey, type BackupKeys } from './keys.js';
import { organizationOfPart } from './manifest.js';

const inflate = promisify(inflateRaw);
const LONGEST_HEADER = 1_024;
// Deflated bytes may be a little longer than what they stand for.
const LONGEST_CHUNK = 2 * CHUNK_BYTES;

/** A part as it is read: its bytes first, then what they turned out to be. */
export interface ReadPart {
  name: string;
  /** To be read to its end before the next part. */
  bytes(): AsyncGenerator<Buffer>;
  /** Of the bytes read so far; hexadecimal. */
  sha256(): string;
  /** Its organization has no key any more: there are no bytes. */
  readonly isUnreadable: boolean;
}

/** An archive that is read from its begin to its end. */
export interface ArchiveReader {
  /** The key that opens it. */
  readonly key: BackupKey;
  /** @throws BackupError naming the part that was changed, or where the archive was cut */
  parts(): AsyncGenerator<ReadPart>;
  close(): Promise<void>;
}

/** The key of an organization (uuid); undefined: it was destroyed. */
export type OrganizationArchiveKey = (organizationId: string) => Buffer | undefined;

/** @throws BackupError when the file is no archive or its key is not at hand */
export async function openArchive(
  file: string,
  keys: BackupKeys,
  keyOfOrganization: OrganizationArchiveKey = () => undefined,
): Promise<ArchiveReader> {
  const handle = await open(file).catch((error: unknown) => {
    throw new BackupError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  });
  try {
    const { header, line } = await readHeader(handle, file);
    const key = keyOf(keys, header, file);
    const salt = Buffer.from(header.salt, 'base64');
    const opener = new Opener(handle, line.length, {
      key: archiveKey(key, salt),
      associated: associatedData(line),
      keyOfPart: (part) => {
        const organizationId = organizationOfPart(part);
        if (organizationId === undefined) return undefined;
        const own = keyOfOrganization(organizationId);
        return own ? organizationChunkKey(own, salt) : 'destroyed';
      },
    });
    return { key, parts: () => partsOf(opener), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readHeader(
  handle: FileHandle,
  file: string,
): Promise<{ header: ArchiveHeader; line: Buffer }> {
  const head = Buffer.alloc(LONGEST_HEADER);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  const end = head.subarray(0, bytesRead).indexOf('\n');
  const line = head.subarray(0, end + 1);
  const text = line.toString();
  if (end < 0 || !text.startsWith(`${MAGIC} `)) {
    throw new BackupError(`${file} is no backup of Bureau, or its header was changed.`);
  }
  try {
    const header = JSON.parse(text.slice(MAGIC.length + 1)) as ArchiveHeader;
    if (header.format === FORMAT && header.salt && header.keyId) return { header, line };
  } catch {
    // Told below.
  }
  throw new BackupError(`The header of ${file} was changed, or is of another version of Bureau.`);
}

function keyOf(keys: BackupKeys, { keyId }: ArchiveHeader, file: string): BackupKey {
  const key = keys.find(({ id }) => id === keyId);
  if (key) return key;
  const how = keyId.startsWith('root:')
    ? 'put back the root key of that time (BUREAU_ROOT_KEY, or root.key of the data folder)'
    : 'set BACKUP_KEY to it';
  throw new BackupError(`${file} is sealed with key ${keyId}, which is not here: ${how}.`);
}

async function* partsOf(opener: Opener): AsyncGenerator<ReadPart> {
  let chunk = await opener.next();
  while (chunk.kind === KIND.part) {
    const name = chunk.body.toString();
    opener.enter(name);
    const hash = createHash('sha256');
    chunk = await opener.next();
    yield {
      name,
      isUnreadable: chunk.kind === KIND.unreadable,
      sha256: () => hash.copy().digest('hex'),
      bytes: async function* () {
        for (; chunk.kind === KIND.unreadable;) chunk = await opener.next();
        for (; chunk.kind === KIND.plain || chunk.kind === KIND.deflated;) {
          const body = chunk.kind === KIND.plain ? chunk.body : await inflate(chunk.body);
          hash.update(body);
          yield body;
          chunk = await opener.next();
        }
      },
    };
  }
  if (chunk.kind !== KIND.end || !(await opener.isAtEnd())) throw opener.damaged();
}

/** All bytes of a part that is small. */
export async function wholeOf(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Undefined: the part is sealed with the key of the archive. */
type PartKey = Buffer | 'destroyed' | undefined;

interface Chunk {
  kind: number;
  body: Buffer;
}

class Opener {
  /** The part that is being read, for errors. */
  private within = 'the begin';
  private partKey: PartKey;
  private index = 0;

  constructor(
    private readonly handle: FileHandle,
    private position: number,
    private readonly seal: {
      key: Buffer;
      associated: Buffer;
      keyOfPart(name: string): PartKey;
    },
  ) {}

  enter(part: string): void {
    this.within = part;
    this.partKey = this.seal.keyOfPart(part);
  }

  async next(): Promise<Chunk> {
    const word = (await this.take(LENGTH_BYTES)).readUInt32BE();
    const isOfOrganization = word >= OF_ORGANIZATION;
    const length = isOfOrganization ? word - OF_ORGANIZATION : word;
    if (length === 0 || length > LONGEST_CHUNK) throw this.damaged();
    const sealed = await this.take(length + TAG_BYTES);
    const { associated } = this.seal;
    const key = isOfOrganization ? this.partKey : this.seal.key;
    if (!key) throw this.damaged();
    if (key === 'destroyed') {
      this.index += 1;
      return { kind: KIND.unreadable, body: Buffer.alloc(0) };
    }
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(this.index), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(length));
    try {
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]);
      this.index += 1;
      return { kind: plain[0] ?? KIND.end, body: plain.subarray(1) };
    } catch (error) {
      throw this.damaged(error);
    }
  }

  async isAtEnd(): Promise<boolean> {
    return (await this.handle.read(Buffer.alloc(1), 0, 1, this.position)).bytesRead === 0;
  }

  damaged(cause?: unknown): BackupError {
    return new BackupError(
      `The backup is damaged in or right behind ${this.within} (chunk ${this.index + 1}, byte ` +
        `${this.position} of the file): take another one.`,
      { cause },
    );
  }

  private async take(size: number): Promise<Buffer> {
    const bytes = Buffer.alloc(size);
    for (let at = 0; at < size;) {
      const { bytesRead } = await this.handle.read(bytes, at, size - at, this.position + at);
      if (bytesRead === 0) {
        throw new BackupError(`The backup is cut off in or right behind ${this.within}.`);
      }
      at += bytesRead;
    }
    this.position += size;
    return bytes;
  }
}
