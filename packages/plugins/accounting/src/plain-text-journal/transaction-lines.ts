import { Temporal } from 'temporal-polyfill';
import { type NumberStyle, writtenAmounts } from './amount.js';
import {
  JournalFault,
  type JournalPosting,
  type JournalStatus,
  type JournalTransaction,
} from './journal.js';

const DATE = String.raw`(?:\d{4,}[-/.])?\d{1,2}[-/.]\d{1,2}`;
const DATES = `(${DATE})(?:=(${DATE}))?(?=\\s|$)`;
const HEADER = new RegExp(`^${DATES}\\s*([*!])?\\s*(?:\\(([^)]*)\\))?\\s*([^;]*)(?:;(.*))?$`);
const MARKS: Readonly<Record<string, JournalStatus>> = { '*': 'CLEARED', '!': 'PENDING' };

/** The first line of a transaction: date, second date, mark, code, description, comment. */
export function headerOf(text: string, line: number, year: number | undefined) {
  const found = HEADER.exec(text);
  if (!found) throw new JournalFault('SYNTAX', line, `"${text.slice(0, 60)}" is no transaction`);
  const [, date = '', second, mark = '', code = '', description = '', comment = ''] = found;
  const on = journalDay(date, line, year);
  const ownYear = Number(on.slice(0, 4));
  return {
    kind: 'TRANSACTION' as const,
    line,
    on,
    ...(second === undefined ? {} : { secondOn: journalDay(second, line, ownYear) }),
    status: MARKS[mark] ?? 'UNMARKED',
    code: code.trim(),
    description: description.trim(),
    comment: comment.trim(),
    tags: tagsOf(comment),
    postings: [],
  } satisfies JournalTransaction;
}

/** An account ends with two spaces, a tab, or its line. */
const POSTING =
  /^\s+(?:([*!])\s*)?((?:(?! {2}|\t| ;).)+?)(?:(?: {2}|\t)\s*([^;]*))?\s*(?:;(.*))?$/u;

/** A line of a transaction. Its amount may be missing; then `amounts` is empty. */
export function postingOf(
  text: string,
  { line, style, on }: { line: number; style: NumberStyle; on: string },
): JournalPosting {
  const found = POSTING.exec(text);
  if (!found) throw new JournalFault('SYNTAX', line, `"${text.slice(0, 60)}" is no posting`);
  const [, mark = '', name = '', amounts = '', comment = ''] = found;
  const { amount, ...others } = writtenAmounts(amounts, style, line);
  const ownDay = dayInComment(comment, line, on);
  return {
    line,
    ...accountOf(name.trim(), line),
    status: MARKS[mark] ?? 'UNMARKED',
    amounts: amount ? [amount] : [],
    ...others,
    ...(ownDay === undefined ? {} : { on: ownDay }),
    comment: comment.trim(),
    tags: tagsOf(comment),
  };
}

/** `YYYY-MM-DD` of a date with `-`, `/` or `.`, with its year or without. */
export function journalDay(text: string, line: number, defaultYear?: number): string {
  const parts = text.split(/[-/.]/).map(Number);
  const [year, month, day] = parts.length === 3 ? parts : [defaultYear, ...parts];
  if (year === undefined) throw new JournalFault('DATE', line, `"${text}" has no year`);
  try {
    const fields = { year, month: month ?? 0, day: day ?? 0 };
    return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString();
  } catch {
    throw new JournalFault('DATE', line, `"${text}" is no day`);
  }
}

/** `name:value, other:`; a value ends with a comma or its line. */
export function tagsOf(comment: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const [, name = '', value = ''] of comment.matchAll(/(?:^|[\s,;])([^\s:,;]+):([^,]*)/g)) {
    tags.set(name, value.trim());
  }
  return tags;
}

/** `(account)` needs no balance, `[account]` is balanced among its like. */
function accountOf(name: string, line: number): Pick<JournalPosting, 'account' | 'kind'> {
  const [, open, inner = '', close] = /^([([])(.*)([)\]])$/u.exec(name) ?? [];
  if (open === undefined) return { account: name, kind: 'REAL' };
  if ((open === '(') !== (close === ')') || inner.trim() === '') {
    throw new JournalFault('SYNTAX', line, `"${name.slice(0, 60)}" is no account`);
  }
  return { account: inner.trim(), kind: open === '(' ? 'UNBALANCED' : 'BALANCED' };
}

/** `date:2026-01-31` or `[2026-01-31]`, also without its year. */
function dayInComment(comment: string, line: number, on: string): string | undefined {
  const text =
    new RegExp(`\\[(${DATE})(?:=${DATE})?\\]`).exec(comment)?.[1] ??
    new RegExp(`(?:^|[\\s,])date:\\s*(${DATE})`).exec(comment)?.[1];
  return text === undefined ? undefined : journalDay(text, line, Number(on.slice(0, 4)));
}
