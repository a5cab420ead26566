import { createHash } from 'node:crypto';
import { exact } from '@bureau/core';
import type { BankFileLine } from './statement.js';

/** Words that banks put where an id would stand. */
const NO_ID = /^(NONREF|NOTPROVIDED|NOT PROVIDED|N\/A|-|0+)$/i;

/**
 * Gives each line of one file its identity (S15): the same line in overlapping files of the same
 * account has the same one, whatever else the files hold and in which order they are read (I29).
 *
 * It is a hash of account, day, amount, currency and the bank's id; or, where the bank gives no id,
 * the text, reference and counterparty; and of how often all that stood in the file before. So
 * two true twins both stay, and an id that the bank uses again for another payment hides nothing.
 * Limit: of twins that lie in two files which do not overlap, one is taken for the other.
 * @param accountId of our bank account
 * @returns a function to be called once a line, in the order of the file; 32 hexadecimal digits
 */
export function lineFingerprints(accountId: string): (line: BankFileLine) => string {
  const seen = new Map<string, number>();
  return (line) => {
    const content = hash([accountId, ...identityOf(line)]);
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    return count === 1 ? content : hash([content, String(count)]);
  };
}

function identityOf(line: BankFileLine): string[] {
  const id = line.bankId?.trim() ?? '';
  const amount = exact(line.amount).toFixed();
  const words = id === '' || NO_ID.test(id) ? wordsOf(line) : ['id', id];
  return [line.bookedOn, amount, line.currency, ...words];
}

/** A bank that breaks lines elsewhere, or writes in capitals, still writes the same. */
function wordsOf({ text, reference = '', counterparty = {} }: BankFileLine): string[] {
  const { name = '', account = '' } = counterparty;
  return ['text', text, reference, name, account].map((word) =>
    word.normalize('NFKC').replace(/\s+/g, '').toUpperCase(),
  );
}

/** The lengths stand with the parts, so that no two lists are written alike. */
function hash(parts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${Buffer.byteLength(part)}:${part};`);
  return sum.digest('hex').slice(0, 32);
}
