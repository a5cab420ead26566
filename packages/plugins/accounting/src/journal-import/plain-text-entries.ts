import { exact } from '@bureau/core';
import type { JournalPosting, JournalTransaction } from '../plain-text-journal/journal.js';
import { readJournal } from '../plain-text-journal/read-journal.js';
import { journalErrors } from './errors.js';
import type { FileEntry, FileLine } from './file-entry.js';

/** A price that a file tells: one unit is worth so much from a day on. */
export interface FilePrice {
  on: string;
  commodity: string;
  price: string;
  currency: string;
}

/** Tags with a meaning here; every other one may be the code of a dimension. */
export const PARTY_TAG = 'party';
/** A difference of exchange: the amount is the worth of nothing in this currency. */
export const WORTH_TAG = 'worth-of';

/**
 * The transactions of a journal of hledger or ledger as entries, and its prices. Virtual postings
 * are no books and are left out; so are transactions that move nothing.
 * @throws JournalFault
 */
export async function* plainTextEntries(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileEntry | FilePrice> {
  for await (const part of readJournal(source)) {
    if (part.kind === 'PRICE') {
      const { on, commodity, price } = part;
      yield { on, commodity, price: price.quantity, currency: price.commodity };
    } else if (part.kind === 'TRANSACTION') {
      const entry = entryOf(part);
      if (entry.lines.length > 0 || entry.fault) yield entry;
    }
  }
}

function entryOf(transaction: JournalTransaction): FileEntry {
  const { line, on, code, description, postings } = transaction;
  const real = postings.filter(({ kind }) => kind === 'REAL');
  const memo = code === '' ? description : `${description} (${code})`;
  const lines = real.flatMap((posting) => linesOf(posting, transaction));
  const other = real.find((posting) => posting.on !== undefined && posting.on !== on);
  if (!other) return { line, on, memo: memo.slice(0, 500), lines };
  const { code: fault, message } = journalErrors.JOURNAL_POSTING_DATE({ line: other.line });
  return { line, on, memo, lines, fault: { line: other.line, code: fault, message } };
}

function linesOf(posting: JournalPosting, transaction: JournalTransaction): FileLine[] {
  const { line, account, amounts, cost, isInferred, comment } = posting;
  const tags = new Map([...transaction.tags, ...posting.tags]);
  const worthOf = tags.get(WORTH_TAG);
  const own = { line, account, isInferred, party: tags.get(PARTY_TAG), dimensions: tags };
  const memo = plainComment(comment);
  return amounts
    .filter(({ quantity }) => !exact(quantity).isZero())
    .map(({ quantity, commodity }) => {
      if (worthOf !== undefined) {
        return { ...own, memo, amount: '0', commodity: worthOf, worth: quantity };
      }
      return { ...own, memo, amount: quantity, commodity, cost: costOf(quantity, cost) };
    });
}

function costOf(quantity: string, cost: JournalPosting['cost']): FileLine['cost'] {
  if (!cost) return undefined;
  const { commodity, isTotal } = cost;
  const total = isTotal ? exact(cost.quantity) : exact(quantity).abs().times(cost.quantity);
  return { quantity: total.abs().toFixed(), commodity };
}

/** A comment without its tags: words about the line. */
function plainComment(comment: string): string | undefined {
  const words = comment.replace(/(?:^|[\s,;])[^\s:,;]+:[^,\n]*,?/g, ' ').replace(/\s+/g, ' ');
  return words.trim().slice(0, 200) || undefined;
}
