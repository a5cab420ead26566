import { BankFileFault } from './statement.js';

/** How many bytes are looked at to find out the encoding. */
const HEAD_BYTES = 1024;

/**
 * Text of a file, chunk by chunk, no character cut in two.
 * @param encodingOf names the encoding by the first kilobyte (read as Latin-1); `undefined`: UTF-8
 *   as long as it is that, Windows-1252 from the first byte that is not
 * @throws BankFileFault `ENCODING`
 */
export async function* textOfBytes(
  source: AsyncIterable<Uint8Array>,
  encodingOf: (head: string) => string | undefined,
): AsyncGenerator<string> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let decode: Decode | undefined;
  for await (const chunk of source) {
    if (head !== undefined && head.length + chunk.length < HEAD_BYTES) {
      head = Buffer.concat([head, chunk]);
      continue;
    }
    const bytes: Uint8Array = head === undefined ? chunk : Buffer.concat([head, chunk]);
    decode ??= decoderFor(bytes, encodingOf);
    head = undefined;
    yield decode(bytes, false);
  }
  const rest: Uint8Array = head ?? new Uint8Array();
  decode ??= decoderFor(rest, encodingOf);
  yield decode(rest, true);
}

/** Lines of a text with their numbers; CRLF, LF and CR end one. @throws what `tooLong` makes */
export async function* linesOf(
  chunks: AsyncIterable<string>,
  { longest, tooLong }: { longest: number; tooLong: (line: number) => Error },
): AsyncGenerator<{ text: string; line: number }> {
  let rest = '';
  let line = 1;
  for await (const chunk of chunks) {
    // A CR at the end may have its LF in the next chunk.
    const pieces = `${rest}${chunk}`.split(/\r\n|\n|\r(?!$)/);
    rest = pieces.pop() ?? '';
    if (rest.length > longest) throw tooLong(line);
    for (const text of pieces) {
      yield { text, line };
      line += 1;
    }
  }
  if (rest !== '') yield { text: rest.replace(/\r$/, ''), line };
}

type Decode = (bytes: Uint8Array, isLast: boolean) => string;

function decoderFor(head: Uint8Array, encodingOf: (head: string) => string | undefined): Decode {
  const marked = markOf(head);
  const start = Buffer.from(head.subarray(0, HEAD_BYTES)).toString('latin1');
  const encoding = marked ?? encodingOf(start);
  if (encoding === undefined) return guessing();
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new BankFileFault('ENCODING', 1, `the encoding ${encoding.slice(0, 40)} is unknown`);
  }
  return (bytes, isLast) => {
    try {
      return decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw new BankFileFault('ENCODING', 1, `not all bytes are ${encoding}`);
    }
  };
}

/** The byte order mark; the decoder leaves it out. */
function markOf(head: Uint8Array): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

function guessing(): Decode {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const western = new TextDecoder('windows-1252');
  let isWestern = false;
  let kept: Uint8Array = new Uint8Array();
  return (chunk, isLast) => {
    const bytes = Buffer.concat([kept, chunk]);
    const end = isLast || isWestern ? bytes.length : wholeCharacters(bytes);
    kept = bytes.subarray(end);
    if (!isWestern) {
      try {
        return strict.decode(bytes.subarray(0, end));
      } catch {
        isWestern = true;
      }
    }
    const all = western.decode(bytes);
    kept = new Uint8Array();
    return all;
  };
}

/** Where a character that is cut off at the end begins. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
