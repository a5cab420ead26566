import { readCamt053 } from './camt053.js';
import { readMt940 } from './mt940.js';
import { readOfx } from './ofx.js';
import { BankFileFault, type BankFilePart } from './statement.js';

/** Formats that a file names itself; CSV needs a mapping (`readBankCsv`). */
export type BankFileFormat = 'CAMT053' | 'MT940' | 'OFX';

const READERS = { CAMT053: readCamt053, MT940: readMt940, OFX: readOfx } as const;
/** OFX 1 and SWIFT have a header before the first word that tells. */
const HEAD_BYTES = 4_096;

/**
 * Reads a file of a bank, whichever it is, in constant memory.
 * @param format where it is known; found out by the first 4 kB otherwise
 * @throws BankFileFault
 */
export async function* readBankFile(
  source: AsyncIterable<Uint8Array>,
  format?: BankFileFormat,
): AsyncGenerator<BankFilePart> {
  const { head, whole } = await withHead(source);
  const found = format ?? bankFileFormat(head);
  if (!found) throw new BankFileFault('UNKNOWN_FORMAT', 1, 'no CAMT.053, MT940 or OFX');
  yield* READERS[found](whole);
}

/** The format that the beginning of a file shows. */
export function bankFileFormat(head: Uint8Array): BankFileFormat | undefined {
  // In UTF-16 every other byte is 0.
  const text = Buffer.from(head).toString('latin1').replaceAll('\0', '');
  if (/OFXHEADER|<OFX>/i.test(text)) return 'OFX';
  if (/^\s*(?:[\xEF\xBB\xBF\xFE\xFF]{2,3}\s*)?</.test(text)) return 'CAMT053';
  if (/^(?:\{.*\})?\s*:20:/m.test(text)) return 'MT940';
  return undefined;
}

async function withHead(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const { value, done } = await iterator.next();
    if (done) break;
    taken.push(value);
    length += value.length;
  }
  return { head: Buffer.concat(taken).subarray(0, HEAD_BYTES), whole: again(taken, iterator) };
}

async function* again(taken: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>) {
  yield* taken;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
