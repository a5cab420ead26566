import { bankAmount, bankDay, inOneLine, negated } from './amounts-and-dates.js';
import { wordsOf86 } from './mt940-words.js';
import {
  BankFileFault,
  type BankAccountName,
  type BankFileLine,
  type BankFilePart,
  given,
  type StatementEnd,
} from './statement.js';
import { linesOf, textOfBytes } from './text-of-bytes.js';

/** SWIFT allows 65 characters a line and 6 lines of :86:; banks are more generous. */
const MAX_LINE = 4_096;
const MAX_FIELD_LINES = 100;

/** One field with its lines, as `:61:` or `:86:`. */
interface Field {
  tag: string;
  line: number;
  lines: string[];
}

/**
 * Reads MT940 (SWIFT Standards MT, category 9, customer statement) with or without the envelope of
 * SWIFT, one statement after another. A statement of several messages (`:60M:`, `:62M:`) is several
 * statements here. Holds one field at a time.
 * @throws BankFileFault
 */
export async function* readMt940(source: AsyncIterable<Uint8Array>): AsyncGenerator<BankFilePart> {
  let statement: OpenStatement | undefined;
  let isAny = false;
  for await (const field of fieldsOf(source)) {
    if (field.tag === '20') {
      if (statement) yield* ended(statement, field.line);
      statement = { line: field.line, account: {}, isStarted: false, last: field.line };
      isAny = true;
    } else if (statement) {
      statement.last = field.line;
      yield* partsOf(field, statement);
    } else {
      throw new BankFileFault('MALFORMED', field.line, `:${field.tag}: before :20:`);
    }
  }
  if (!isAny) throw new BankFileFault('UNKNOWN_FORMAT', 1, 'no field :20: is in it');
  if (statement) yield* ended(statement, statement.last);
}

interface OpenStatement {
  line: number;
  last: number;
  account: BankAccountName;
  statementId?: string;
  isStarted: boolean;
  /** Waits for the :86: that may follow. */
  waiting?: BankFileLine;
  opening?: string;
  closing?: Pick<StatementEnd, 'closing' | 'closingOn'>;
  currency?: string;
}

function* partsOf(field: Field, statement: OpenStatement): Generator<BankFilePart> {
  const text = field.lines[0] ?? '';
  if (field.tag === '25' || field.tag === '25P') statement.account = accountOf(text);
  else if (field.tag === '28C' || field.tag === '28') statement.statementId = text.trim();
  else if (field.tag === '60F' || field.tag === '60M') {
    const balance = balanceOf(field);
    statement.opening = balance.amount;
    statement.currency = balance.currency;
  } else if (field.tag === '61') {
    yield* started(statement);
    yield* waiting(statement);
    statement.waiting = lineOf(field, statement);
  } else if (field.tag === '86' && statement.waiting) {
    statement.waiting = withWords(statement.waiting, field.lines);
    yield* waiting(statement);
  } else if (field.tag === '62F' || field.tag === '62M') {
    yield* waiting(statement);
    const { amount, on } = balanceOf(field);
    statement.closing = { closing: amount, closingOn: on };
  }
}

function* waiting(statement: OpenStatement): Generator<BankFilePart> {
  if (statement.waiting) yield statement.waiting;
  delete statement.waiting;
}

function* started(statement: OpenStatement): Generator<BankFilePart> {
  if (statement.isStarted) return;
  statement.isStarted = true;
  const { account, currency, statementId, line } = statement;
  if (account.iban === undefined && account.number === undefined) {
    throw new BankFileFault('MISSING', line, 'the account of the statement (:25:)');
  }
  const named = { ...account, ...given({ currency: account.currency ?? currency }) };
  yield { kind: 'START', line, account: named, ...given({ statementId }) };
}

function* ended(statement: OpenStatement, line: number): Generator<BankFilePart> {
  yield* started(statement);
  yield* waiting(statement);
  const { opening, closing } = statement;
  yield { kind: 'END', line, ...given({ opening }), ...closing };
}

/** `:61:`: value date, booking date, mark, letter of the currency, amount, code, references. */
const LINE =
  /^(\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?(R?[CD])([A-Z])?([\d,.]{1,18})([A-Z]\S{3})?(.*)$/;

function lineOf({ line, lines }: Field, { currency }: OpenStatement): BankFileLine {
  const [first = '', ...extra] = lines;
  const found = LINE.exec(first);
  if (!found) throw new BankFileFault('MALFORMED', line, `:61:${first.slice(0, 40)}`);
  const [, year, month, day, bookedMonth, bookedDay, mark, , raw = '', code, references = ''] =
    found;
  const value = { year: century(Number(year)), month: Number(month), day: Number(day) };
  const valueOn = bankDay(value, line);
  const bookedOn = bookedMonth
    ? bookingDay(value, { month: Number(bookedMonth), day: Number(bookedDay) }, line)
    : valueOn;
  if (currency === undefined) throw new BankFileFault('MISSING', line, 'the balance :60F:');
  const amount = bankAmount(raw, { line, decimal: ',' });
  const [own, bank] = references.split('//');
  return {
    kind: 'LINE',
    line,
    bookedOn,
    valueOn,
    // RC takes a credit back, RD a debit.
    amount: mark === 'D' || mark === 'RC' ? negated(amount) : amount,
    currency,
    text: inOneLine(extra),
    ...given({ bankId: realId(bank), reference: realId(own), code }),
  };
}

/** The booking date has no year: that which brings it nearest to the value date. */
function bookingDay(
  value: { year: number; month: number },
  booked: { month: number; day: number },
  line: number,
): string {
  const months = booked.month - value.month;
  const shift = months > 6 ? -1 : months < -6 ? 1 : 0;
  return bankDay({ year: value.year + shift, ...booked }, line);
}

function withWords(line: BankFileLine, lines: readonly string[]): BankFileLine {
  const words = wordsOf86(lines);
  return {
    ...line,
    ...words,
    text: inOneLine([words.text, line.text]),
    ...given({ code: line.code }),
  };
}

/** `C260131EUR1234,56`. */
function balanceOf({ line, lines, tag }: Field) {
  const found = /^([CD])(\d{2})(\d{2})(\d{2})([A-Z]{3})([\d,.]+)\s*$/.exec(lines[0] ?? '');
  if (!found) throw new BankFileFault('MALFORMED', line, `:${tag}: is no balance`);
  const [, mark, year, month, day, currency = '', raw = ''] = found;
  const parts = { year: century(Number(year)), month: Number(month), day: Number(day) };
  const amount = bankAmount(raw, { line, decimal: ',' });
  return { amount: mark === 'D' ? negated(amount) : amount, on: bankDay(parts, line), currency };
}

/** `NL91ABNA0417164300`, `50880050/0194777200888EUR`, `1234567 EUR`. */
function accountOf(text: string): BankAccountName {
  const plain = text.replace(/\s+/g, '');
  const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}/.exec(plain)?.[0];
  const currency = /[\d ]([A-Z]{3})$/.exec(plain)?.[1];
  const name = currency === undefined ? (iban ?? plain) : (iban ?? plain).replace(/[A-Z]{3}$/, '');
  return {
    ...(iban === undefined ? given({ number: name }) : { iban: name }),
    ...given({ currency }),
  };
}

/** SWIFT keeps two digits of the year; no electronic statement is older than 1980. */
function century(year: number): number {
  return year >= 80 ? 1900 + year : 2000 + year;
}

function realId(id: string | undefined): string | undefined {
  const text = id?.trim();
  return text === undefined || /^(NONREF|0*)$/.test(text) ? undefined : text;
}

async function* fieldsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Field> {
  let field: Field | undefined;
  const chunks = textOfBytes(source, () => undefined);
  for await (const { text, line } of linesOf(chunks, { longest: MAX_LINE, tooLong })) {
    const [, tag, rest = ''] = /^(?:\{.*\})?:(\d{2}[A-Z]?):(.*)$/.exec(text) ?? [];
    if (tag !== undefined) {
      if (field) yield field;
      field = { tag, line, lines: [rest.trimEnd()] };
    } else if (/^-\}?|^\{|^\s*$/.test(text)) {
      // End of a message, envelope, blank line: none of them continues a field.
      if (field) yield field;
      field = undefined;
    } else if (field) {
      if (field.lines.length >= MAX_FIELD_LINES) {
        throw new BankFileFault('TOO_LARGE', line, `:${field.tag}: has too many lines`);
      }
      field.lines.push(text.trimEnd());
    }
  }
  if (field) yield field;
}

function tooLong(line: number): BankFileFault {
  return new BankFileFault('TOO_LARGE', line, 'a line without an end');
}
