import { linesOf, textOfBytes } from '../bank-files/text-of-bytes.js';
import { amountOf, type NumberStyle } from './amount.js';
import { RunningBalances } from './balance.js';
import {
  JournalFault,
  type JournalPart,
  type JournalPosting,
  type JournalTransaction,
} from './journal.js';
import { headerOf, journalDay, postingOf, tagsOf } from './transaction-lines.js';

const MAX_LINE = 65_536;
const MAX_POSTINGS = 10_000;

/** What the lines before said, and the block that is open. */
interface ReaderState {
  style: NumberStyle;
  year: number | undefined;
  block: Block | undefined;
}

/** A transaction that is being read, or lines that belong to something that is left out. */
type Block =
  | { kind: 'TRANSACTION'; header: JournalTransaction; postings: JournalPosting[] }
  | { kind: 'COMMODITY' }
  | { kind: 'SKIPPED' }
  | { kind: 'COMMENT' };

/**
 * Reads a plain-text journal of hledger or ledger: transactions with their amounts, declarations of
 * accounts and commodities, prices. Periodic transactions and automatic postings are rules, no
 * facts: they are left out with a warning. Other files are not opened, and directives that would
 * change what follows (aliases, a parent for all accounts) are refused rather than ignored.
 * The syntax is that of hledger 1.25, "hledger journal format". Holds one transaction at a time.
 * @throws JournalFault
 */
export async function* readJournal(source: AsyncIterable<Uint8Array>): AsyncGenerator<JournalPart> {
  const style: NumberStyle = { ofCommodity: new Map(), defaultCommodity: '' };
  const state: ReaderState = { style, year: undefined, block: undefined };
  const balances = new RunningBalances();
  const tooLong = (line: number) => new JournalFault('TOO_LARGE', line, 'a line without an end');
  const chunks = textOfBytes(source, () => undefined);
  for await (const { text, line } of linesOf(chunks, { longest: MAX_LINE, tooLong })) {
    for (const part of partsOf(text, line, state)) {
      yield part.kind === 'TRANSACTION' ? balances.take(part) : part;
    }
  }
  const open = closed(state);
  if (open) yield balances.take(open);
}

function* partsOf(text: string, line: number, state: ReaderState): Generator<JournalPart> {
  if (state.block?.kind === 'COMMENT') {
    if (/^end comment\s*$/.test(text)) state.block = undefined;
    return;
  }
  if (/^\s/.test(text) && text.trim() !== '') {
    const format = /^\s+format\s+(.*)$/.exec(text)?.[1];
    if (state.block?.kind !== 'COMMODITY') indented(text, line, state);
    else if (format !== undefined) yield* commodity(format, { line, word: 'commodity', state });
    return;
  }
  const before = closed(state);
  if (before) yield before;
  if (text.trim() === '' || /^[;#*%|]/.test(text)) return;
  if (/^\d/.test(text)) {
    state.block = { kind: 'TRANSACTION', header: headerOf(text, line, state.year), postings: [] };
  } else {
    yield* directive(text, line, state);
  }
}

/** The transaction that ends here. */
function closed(state: ReaderState): JournalTransaction | undefined {
  const { block } = state;
  state.block = undefined;
  if (block?.kind !== 'TRANSACTION') return undefined;
  return { ...block.header, postings: block.postings };
}

function indented(text: string, line: number, { block, style }: ReaderState): void {
  if (block?.kind === 'SKIPPED') return;
  if (block?.kind !== 'TRANSACTION') {
    if (/^\s+;/.test(text)) return;
    throw new JournalFault('SYNTAX', line, 'a posting without a transaction');
  }
  const { header, postings } = block;
  const comment = /^\s+;(.*)$/.exec(text)?.[1]?.trim();
  const last = postings.at(-1);
  if (comment !== undefined) {
    // A comment on a line of its own belongs to what stands before it.
    if (last) postings[postings.length - 1] = withComment(last, comment);
    else block.header = withComment(header, comment);
    return;
  }
  if (postings.length >= MAX_POSTINGS) {
    throw new JournalFault('TOO_LARGE', line, `more than ${MAX_POSTINGS} postings`);
  }
  postings.push(postingOf(text, { line, style, on: header.on }));
}

function withComment<T extends { comment: string; tags: ReadonlyMap<string, string> }>(
  of: T,
  text: string,
): T {
  const comment = of.comment === '' ? text : `${of.comment}\n${text}`;
  return { ...of, comment, tags: new Map([...of.tags, ...tagsOf(text)]) };
}

/** Directives that hold no fact and change none. */
const IGNORED = /^(tag|payee|end\s+(?:tag|year|apply\s+year))\b/;

function* directive(text: string, line: number, state: ReaderState): Generator<JournalPart> {
  const [, word = '', rest = ''] = /^([!@]?[A-Za-z-]+|[~=])\s*([^]*)$/.exec(text) ?? [];
  state.block = { kind: 'SKIPPED' };
  if (word === '~' || word === '=') {
    const what = word === '~' ? 'a periodic transaction' : 'an automatic posting';
    yield { kind: 'WARNING', line, detail: `${what} is left out` };
  } else if (word === 'comment' || word === 'test') state.block = { kind: 'COMMENT' };
  else if (/^[!@]?include$/.test(word)) {
    throw new JournalFault('INCLUDE', line, `the file ${rest.slice(0, 60)} is not opened`);
  } else if (word === 'account') {
    const [, name = '', comment = ''] = /^((?:(?! {2}|\t).)+)\s*;?(.*)$/u.exec(rest) ?? [];
    yield { kind: 'ACCOUNT', line, name: name.trim(), comment: comment.trim() };
  } else if (word === 'commodity' || word === 'D') yield* commodity(rest, { line, word, state });
  else if (word === 'P') yield price(rest, line, state);
  else if (word === 'Y' || word === 'year') state.year = Number(/^\d{4,}/.exec(rest)?.[0]);
  else if (/^apply\s+year\s+\d/.test(text)) state.year = Number(/\d+/.exec(rest)?.[0]);
  else if (/^Y\d{4}/.test(text)) state.year = Number(text.slice(1));
  else if (word === 'decimal-mark' && /^[.,]\s*(;.*)?$/.test(rest)) {
    state.style.decimalMark = rest.startsWith(',') ? ',' : '.';
  } else if (!IGNORED.test(text)) {
    throw new JournalFault('UNSUPPORTED', line, `the directive ${text.slice(0, 40).trim()}`);
  }
}

/** `commodity €1.000,00`, `commodity EUR` with its format below or none, `D $1,000.00`. */
function* commodity(
  rest: string,
  { line, word, state }: { line: number; word: string; state: ReaderState },
): Generator<JournalPart> {
  const text = rest.replace(/\s*;.*$/, '').trim();
  if (!/\d/.test(text)) {
    const name = text.replace(/^"(.*)"$/, '$1');
    state.block = { kind: 'COMMODITY' };
    yield { kind: 'COMMODITY', line, commodity: name, decimals: 0 };
    return;
  }
  const { amount, decimals, mark } = amountOf(text, { ...state.style }, line);
  if (mark !== undefined) state.style.ofCommodity.set(amount.commodity, mark);
  if (word === 'D') state.style.defaultCommodity = amount.commodity;
  yield { kind: 'COMMODITY', line, commodity: amount.commodity, decimals };
}

/** `P 2026-01-31 EUR $1.10`, with a time of day that means nothing here. */
function price(rest: string, line: number, state: ReaderState): JournalPart {
  const found = /^(\S+)\s+(?:\d{1,2}:\d{2}(?::\d{2})?\s+)?("[^"]*"|[^\s\d-]+)\s+([^;]+)/.exec(rest);
  if (!found) throw new JournalFault('SYNTAX', line, `"P ${rest.slice(0, 40)}" is no price`);
  const [, date = '', symbol = '', text = ''] = found;
  return {
    kind: 'PRICE',
    line,
    on: journalDay(date, line, state.year),
    commodity: symbol.replace(/^"(.*)"$/, '$1'),
    price: amountOf(text.trim(), state.style, line).amount,
  };
}
