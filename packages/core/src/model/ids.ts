import { randomBytes } from 'node:crypto';

/**
 * Public ids are TypeIDs (TypeID specification 0.3): a type prefix, an underscore and a UUIDv7 in
 * Crockford base32 (26 characters, lower case). The database stores the plain `uuid`; a raw key
 * never leaves the process.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Map([...ALPHABET].map((char, index) => [char, index]));
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let lastMs = 0;
let sequence = 0;

/** A UUIDv7 (RFC 9562 section 5.7), monotonic within this process. */
export function uuidv7(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = randomBytes(2).readUInt16BE() & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const tail = randomTail();
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const time = lastMs.toString(16).padStart(12, '0');
  const rand = (0x7000 | sequence).toString(16);
  const rest = tail.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-${rand}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

const TAIL = 8;
let pool: Buffer = Buffer.alloc(0);

/** Eight random bytes, each used once; drawn many at a time, because each call costs a lot. */
function randomTail(): Buffer {
  if (pool.length < TAIL) pool = randomBytes(512 * TAIL);
  const tail = pool.subarray(0, TAIL);
  pool = pool.subarray(TAIL);
  return tail;
}

/** `encodeId('ast', uuid)` -> `ast_01h455vb4pex5vsknk084sn02q`. */
export function encodeId(prefix: string, uuid: string): string {
  let text = `${prefix}_`;
  // 128 bits behind two zero bits are 26 groups of five; no BigInt: this runs once per id shown.
  let bits = 0;
  let count = 2;
  for (let at = 0; at < uuid.length; at++) {
    const code = uuid.charCodeAt(at);
    if (code === DASH) continue;
    bits = (bits << 4) | (code < LETTER_A ? code - DIGIT_0 : code - LETTER_A + 10);
    count += 4;
    if (count < 5) continue;
    count -= 5;
    text += ALPHABET.charAt(bits >> count);
    bits &= (1 << count) - 1;
  }
  return text;
}

const DASH = 45;
const DIGIT_0 = 48;
const LETTER_A = 97;

/** The prefix and uuid of a public id, or `undefined` when the text is not a TypeID. */
export function parseId(id: string): { prefix: string; uuid: string } | undefined {
  const cut = id.lastIndexOf('_');
  const tail = id.slice(cut + 1);
  if (cut < 1 || tail.length !== 26 || tail.charAt(0) > '7') return undefined;
  let value = 0n;
  for (const char of tail) {
    const digit = VALUES.get(char);
    if (digit === undefined) return undefined;
    value = (value << 5n) | BigInt(digit);
  }
  const hex = value.toString(16).padStart(32, '0');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return { prefix: id.slice(0, cut), uuid: [...parts, hex.slice(20)].join('-') };
}

/** The uuid of a public id of one type, or `undefined` when prefix or form do not fit. */
export function decodeId(prefix: string, id: string): string | undefined {
  const parsed = parseId(id);
  return parsed?.prefix === prefix ? parsed.uuid : undefined;
}

/** Whether the text is a uuid in the form that PostgreSQL prints. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
