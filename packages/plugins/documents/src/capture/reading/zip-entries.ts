import { inflateRawSync } from 'node:zlib';
import { Unreadable } from './reading-task.js';

/** Entries of an archive, and bytes of one of them when it is unpacked. */
const MOST_ENTRIES = 2_000;
const LARGEST = 33_554_432;

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const DEFLATED = 8;

/** Reads an entry of a ZIP archive as UTF-8; `undefined` when there is none of that name. */
export type EntryReader = (name: string) => string | undefined;

/** Names of what is in an archive, and a way to read it. */
export interface ZipEntries {
  names: readonly string[];
  read: EntryReader;
}

interface Place {
  method: number;
  packed: number;
  at: number;
}

/**
 * What is in a ZIP archive (PKWARE APPNOTE 6.3.10) that was looked through when it came in. An
 * entry is unpacked when it is read, up to 32 MB.
 * @throws Unreadable DAMAGED, and SIZE for an entry beyond that
 */
export function zipEntries(bytes: Uint8Array): ZipEntries {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = directoryOf(buffer);
  return {
    names: [...places.keys()],
    read: (name) => {
      const place = places.get(name);
      return place && unpacked(buffer, place).toString('utf8');
    },
  };
}

function directoryOf(buffer: Buffer): Map<string, Place> {
  let end = buffer.length - END_BYTES;
  while (end >= 0 && buffer.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new Unreadable('DAMAGED');
  const count = Math.min(MOST_ENTRIES, buffer.readUInt16LE(end + 10));
  const places = new Map<string, Place>();
  let at = buffer.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || buffer.readUInt32LE(at) !== CENTRAL) break;
    const nameEnd = at + CENTRAL_BYTES + buffer.readUInt16LE(at + 28);
    places.set(buffer.toString('utf8', at + CENTRAL_BYTES, nameEnd), {
      method: buffer.readUInt16LE(at + 10),
      packed: buffer.readUInt32LE(at + 20),
      at: buffer.readUInt32LE(at + 42),
    });
    at = nameEnd + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return places;
}

function unpacked(buffer: Buffer, { method, packed, at }: Place): Buffer {
  if (at + LOCAL_BYTES > buffer.length) throw new Unreadable('DAMAGED');
  const start = at + LOCAL_BYTES + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
  const bytes = buffer.subarray(start, start + packed);
  if (method !== DEFLATED) return bytes;
  try {
    return inflateRawSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    const isLarge = error instanceof RangeError;
    throw new Unreadable(isLarge ? 'SIZE' : 'DAMAGED');
  }
}
