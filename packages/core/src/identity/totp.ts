import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** One-time codes by time: RFC 6238 with SHA-1, 6 digits and 30 s, which every app understands. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** 160 bits, as RFC 4226 section 4 (R6) recommends. */
const SECRET_BYTES = 20;
/** A clock may be one step off to either side (RFC 6238 section 5.2). */
const WINDOW = 1;
const CODE = /^\d{6}$/;

/** Recovery codes of a second factor. */
export const RECOVERY_CODES = 10;
/** Crockford's letters and digits: nothing that looks like something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new shared secret, in base32. */
export function newTotpSecret(): string {
  const bytes = randomBytes(SECRET_BYTES);
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/** The `otpauth://` address that apps read from a QR code. */
export function provisioningUri(secret: string, names: { issuer: string; label: string }): string {
  return new TOTP({ ...FORM, ...names, secret: Secret.fromBase32(secret) }).toString();
}

/** Whether a text has the form of a one-time code, and not that of a recovery code. */
export function isOneTimeCode(text: string): boolean {
  return CODE.test(text);
}

/** The time step whose code this is, of the steps around now; `undefined` when it is none. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const known = { ...FORM, secret: Secret.fromBase32(secret) };
  const delta = TOTP.validate({ ...known, token: code, timestamp, window: WINDOW });
  if (delta === null) return undefined;
  return TOTP.counter({ period: FORM.period, timestamp }) + delta;
}

/** Ten codes of 50 random bits, as `ABCDE-FGHJK`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const text = [...randomBytes(10)].map((byte) => LETTERS.charAt(byte & 31)).join('');
    return `${text.slice(0, 5)}-${text.slice(5)}`;
  });
}

/** A recovery code as people type it: any case, with or without its hyphen. */
export function plainRecoveryCode(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]/g, '').slice(0, 20);
}
