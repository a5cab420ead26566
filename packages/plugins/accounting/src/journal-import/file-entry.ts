import { createHash } from 'node:crypto';

/** A line of an entry as it stands in a file; what it names is not looked up yet. */
export interface FileLine {
  /** Line of the file, from 1. */
  line: number;
  /** Name or code of the account. */
  account: string;
  /** Decimal text, debits above zero. */
  amount: string;
  /** Symbol or currency. */
  commodity: string;
  /** What all of it cost, above zero, in another commodity. */
  cost?: { quantity: string; commodity: string } | undefined;
  /** What it is worth in the base currency, debits above zero. */
  worth?: string | undefined;
  /** The amount was left out: it is what the others lack, and may have any number of decimals. */
  isInferred?: boolean | undefined;
  memo?: string | undefined;
  /** Code of a party. */
  party?: string | undefined;
  /** Code of a dimension -> code of its value. */
  dimensions: ReadonlyMap<string, string>;
}

/** What is wrong with one entry of a file; the others go on. */
export interface EntryFault {
  line: number;
  code: string;
  message: string;
}

/** An entry as it stands in a file. */
export interface FileEntry {
  /** Line of the file on which it begins. */
  line: number;
  on: string;
  /** Its number in the journal, where the file tells it. */
  number?: number | undefined;
  memo: string;
  lines: readonly FileLine[];
  /** It cannot be read. */
  fault?: EntryFault;
}

/**
 * Gives each entry of a file an identity (uuid) by what it says: the same entry in another file, or
 * in the same file once more, has the same one as often as it stands there, so that two true twins
 * both stay. Memory grows by some bytes an entry.
 */
export function entryIdentities(): (entry: FileEntry) => string {
  const seen = new Map<string, number>();
  return ({ on, number, memo, lines }) => {
    const said = lines.map(({ account, amount, commodity, cost, worth, memo: own = '' }) => {
      return [account, amount, commodity, cost ?? null, worth ?? null, own];
    });
    const mark = digestOf([on, memo, said, ...(number === undefined ? [] : [number])])
      .subarray(0, 12)
      .toString('base64');
    const times = seen.get(mark) ?? 0;
    seen.set(mark, times + 1);
    return uuidOf(digestOf([mark, times]));
  };
}

function digestOf(value: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(value)).digest();
}

/** The bits of a hash as a uuid of version 8 (RFC 9562: any bits of one's own). */
function uuidOf(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
