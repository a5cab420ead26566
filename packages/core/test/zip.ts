import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP archive; what its headers say may be a lie. */
export interface ZipEntry {
  name: string;
  bytes: Buffer;
  /** Length that the headers claim; default the true one. */
  claims?: number;
  /** Takes the bytes of the entry before this one: its headers point there. */
  shares?: boolean;
}

/** A ZIP archive by hand, so that it can be wrong. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let last = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.bytes);
    const at = entry.shares ? last : offset;
    const facts = factsOf(entry, packed);
    const name = Buffer.from(entry.name);
    directory.push(centralHeader(facts, name.length, at), name);
    if (entry.shares) continue;
    const local = Buffer.concat([localHeader(facts, name.length), name, packed]);
    parts.push(local);
    last = offset;
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** Version, flags, method, time, date, crc, packed, unpacked: equal in both headers. */
function factsOf({ bytes, claims }: ZipEntry, packed: Buffer): Buffer {
  const facts = Buffer.alloc(22);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(claims ?? bytes.length, 18);
  return facts;
}

function localHeader(facts: Buffer, nameLength: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  facts.copy(header, 4);
  header.writeUInt16LE(nameLength, 26);
  return header;
}

function centralHeader(facts: Buffer, nameLength: number, at: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50);
  facts.copy(header, 6);
  header.writeUInt16LE(nameLength, 28);
  header.writeUInt32LE(at, 42);
  return header;
}
