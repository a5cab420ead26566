import { Refusal } from '../write/errors.js';

/** A place in the feed: after this event, in the order of commits. */
export interface FeedPosition {
  /** Transaction that wrote the event (xid8 as text). */
  transaction: string;
  /** Order of writing within it. */
  sequence: string;
  /** When it was written, epoch milliseconds. */
  at: number;
}

/** Before everything that is kept. */
export const BEGINNING: FeedPosition = { transaction: '0', sequence: '0', at: Infinity };

const FORM = /^(\d{1,20})\.(\d{1,19})\.(\d{1,15})$/;
const LARGEST = 2n ** 63n - 1n;

/** Opaque text of a position. */
export function writePosition({ transaction, sequence, at }: FeedPosition): string {
  return Buffer.from(`${transaction}.${sequence}.${at}`).toString('base64url');
}

/**
 * The position of a cursor of the feed. It says nothing about an organization: whatever it holds,
 * only events of the caller's organization are behind it.
 * `oldest`: the moment from which on events are kept for sure.
 * @throws Refusal BAD_USER_INPUT for any other text, and for one that events were removed behind
 */
export function readPosition(cursor: string, oldest: Date): FeedPosition {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, transaction, sequence, at] = FORM.exec(text) ?? [];
  if (transaction === undefined || sequence === undefined || at === undefined) throw foreign();
  const position = { transaction, sequence, at: Number(at) };
  if (writePosition(position) !== cursor) throw foreign();
  if (BigInt(transaction) > LARGEST || BigInt(sequence) > LARGEST) throw foreign();
  if (position.at < oldest.valueOf()) throw late(oldest);
  return position;
}

function foreign(): Refusal {
  return new Refusal('BAD_USER_INPUT', 'This is no cursor of the feed of changes.');
}

function late(oldest: Date): Refusal {
  const oldestAt = oldest.toISOString();
  const message =
    `Events are kept since ${oldestAt}, and this cursor is older: read the records anew, ` +
    'then follow the feed from its field "latest".';
  return new Refusal('BAD_USER_INPUT', message, { data: { reason: 'CURSOR_EXPIRED', oldestAt } });
}
