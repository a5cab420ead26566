import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../write/errors.js';
import { Hole, NotPlannable } from './hole.js';
import type { OrderKey } from './order.js';
import type { ReadScope } from './scope.js';

const MAC_BYTES = 9;

/**
 * What a cursor is bound to: type, order, filter and search of its list. A cursor of another list,
 * another organization or with one character changed is refused (security.md row 26).
 */
export function listFingerprint(
  type: string,
  keys: readonly OrderKey[],
  conditions: { where: unknown; search: unknown },
): string {
  const order = keys.map((key) => [key.field, key.descending, key.nullsFirst]);
  const text = JSON.stringify([type, order, conditions.where ?? null, conditions.search ?? null]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** Opaque text of a position: the values of the order keys, signed. */
export function writeCursor(
  scope: ReadScope,
  fingerprint: string,
  values: readonly (string | null)[],
): string {
  const body = Buffer.from(JSON.stringify(values));
  return Buffer.concat([sign(scope, fingerprint, body), body]).toString('base64url');
}

/** The order values of a cursor of this very list, or BAD_USER_INPUT. */
export function readCursor(
  scope: ReadScope,
  fingerprint: string,
  cursor: string,
): (string | null)[] {
  const bytes = Buffer.from(cursor, 'base64url');
  const body = bytes.subarray(MAC_BYTES);
  const given = bytes.subarray(0, MAC_BYTES);
  // The decoder passes over odd characters and loose bits: only our own writing is a cursor.
  const canonical = bytes.toString('base64url') === cursor;
  const genuine =
    canonical &&
    given.length === MAC_BYTES &&
    timingSafeEqual(given, sign(scope, fingerprint, body));
  if (!genuine) {
    throw new Refusal(
      'BAD_USER_INPUT',
      'The cursor does not belong to this list: keep type, filter, order and search as they were.',
    );
  }
  return JSON.parse(body.toString()) as (string | null)[];
}

/** The values of a cursor; of one that is not known yet, those that it will have. */
export function cursorValues(
  scope: ReadScope,
  { fingerprint, keys }: { fingerprint: () => string; keys: readonly OrderKey[] },
  cursor: string | Hole,
): (string | Hole | null)[] {
  if (!(cursor instanceof Hole)) return readCursor(scope, fingerprint(), cursor);
  if (keys.some(({ nullable }) => nullable)) {
    throw new NotPlannable('the statement after a cursor depends on which of its values are null');
  }
  let known: { step: number | undefined; values: (string | null)[] } | undefined;
  const valuesNow = () => {
    const step = scope.run?.step;
    if (known?.step !== step) {
      known = { step, values: readCursor(scope, fingerprint(), cursor.fill() as string) };
    }
    return known?.values ?? [];
  };
  return keys.map((_key, at) => new Hole(() => valuesNow()[at]));
}

function sign(scope: ReadScope, fingerprint: string, body: Buffer): Buffer {
  return createHmac('sha256', scope.cursorKey)
    .update(`${scope.organizationId ?? ''}\n${fingerprint}\n`)
    .update(body)
    .digest()
    .subarray(0, MAC_BYTES);
}
