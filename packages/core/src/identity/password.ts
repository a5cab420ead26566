import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

/** Fewest and most characters of a password (NIST SP 800-63B-4 section 3.1.1.2). */
export const PASSWORD_LENGTH = { min: 12, max: 200 } as const;

interface Cost {
  /** KiB. */
  memory: number;
  passes: number;
  parallelism: number;
}

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
/** A stored hash may not make the server work without bounds. */
const LARGEST: Cost = { memory: 262_144, passes: 8, parallelism: 4 };
const TAG_BYTES = 32;
const SALT_BYTES = 16;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([\w+/]+)\$([\w+/]+)$/;

const derive = promisify(
  (parameters: Argon2Parameters, done: (error: Error | null, tag: Buffer) => void) =>
    argon2('argon2id', parameters, done),
);

/** Whether the length of a password is within the limits, in characters after normalization. */
export function isPasswordLongEnough(password: string): boolean {
  const { length } = [...password.normalize('NFKC')];
  return length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max;
}

/** argon2id in PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(parameters(password, salt, COST));
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(salt)}$${plain(tag)}`;
}

/**
 * Whether the password fits the stored hash. Without one (unknown user, no password set) the same
 * work is done and the answer is no, so that time tells nothing.
 */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const known = stored ? parse(stored) : undefined;
  const salt = known?.salt ?? Buffer.alloc(SALT_BYTES);
  const tag = await derive(parameters(password, salt, known?.cost ?? COST));
  const expected = known?.tag ?? Buffer.alloc(TAG_BYTES);
  return timingSafeEqual(tag, expected) && known !== undefined;
}

/** One password may be typed in several Unicode forms; it is one password. */
function parameters(password: string, nonce: Buffer, cost: Cost): Argon2Parameters {
  // Cut before the work: a megabyte of password is no password.
  const message = password.slice(0, 4 * PASSWORD_LENGTH.max).normalize('NFKC');
  return { message, nonce, tagLength: TAG_BYTES, ...cost };
}

function parse(stored: string): { cost: Cost; salt: Buffer; tag: Buffer } | undefined {
  const [, m, t, p, salt = '', tag = ''] = PHC.exec(stored) ?? [];
  const cost = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
  const known = { cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
  const bounded =
    cost.memory <= LARGEST.memory &&
    cost.passes <= LARGEST.passes &&
    cost.parallelism <= LARGEST.parallelism;
  return bounded && known.tag.length === TAG_BYTES ? known : undefined;
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
