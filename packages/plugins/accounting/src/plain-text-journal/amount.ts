import { exact } from '@bureau/core';
import {
  type JournalAmount,
  type JournalCost,
  JournalFault,
  type BalanceAssertion,
} from './journal.js';

/** How numbers are written, as the directives before said. */
export interface NumberStyle {
  /** `decimal-mark`; holds for every number. */
  decimalMark?: '.' | ',';
  /** Decimal mark of each commodity that a directive shows with one. */
  ofCommodity: Map<string, '.' | ','>;
  /** `D`: the commodity of amounts without one. */
  defaultCommodity: string;
}

/** All that may stand behind an account: amount, cost, assertion, each of them or none. */
export interface WrittenAmounts {
  amount?: JournalAmount;
  cost?: JournalCost;
  assertion?: BalanceAssertion;
}

const SYMBOL = /"[^"\n]*"|[^\d\s.,;@*"{}=+()-]+/u;
const NUMBER = /\d+(?:[.,\u00a0\u202f ]\d+)*[.,]?(?:[eE][+-]?\d{1,3})?|[.,]\d+/;
const LEFT = new RegExp(
  `^([+-]?)\\s*(${SYMBOL.source})\\s*([+-]?)\\s*(${NUMBER.source})(.*)$`,
  'su',
);
const RIGHT = new RegExp(`^([+-]?)\\s*(${NUMBER.source})(?:[ \\t]*(${SYMBOL.source}))?(.*)$`, 'su');
const LONGEST_NUMBER = 60;

/**
 * Reads what stands behind an account, as hledger 1.25 does: `10 AAPL @ $5`, `€-1.234,50 = 0`.
 * @throws JournalFault `AMOUNT`, `UNSUPPORTED`
 */
export function writtenAmounts(raw: string, style: NumberStyle, line: number): WrittenAmounts {
  let rest = raw.trim();
  const found: WrittenAmounts = {};
  if (rest !== '' && !rest.startsWith('=') && !rest.startsWith('@')) {
    ({ amount: found.amount, rest } = amountOf(rest, style, line));
  }
  // Lots of ledger: `{$5} [2026-01-01]`.
  if (rest.startsWith('{')) throw new JournalFault('UNSUPPORTED', line, 'a lot price in braces');
  const cost = /^(@@?)\s*(.*)$/su.exec(rest);
  if (cost && found.amount) {
    const { amount, rest: behind } = amountOf(cost[2] ?? '', style, line);
    found.cost = { ...amount, isTotal: cost[1] === '@@' };
    rest = behind;
  }
  const assertion = /^(==?)(\*?)\s*(.*)$/su.exec(rest);
  if (assertion) {
    const { amount, rest: behind } = amountOf(assertion[3] ?? '', style, line);
    const [, sign, star] = assertion;
    found.assertion = { ...amount, isSole: sign === '==', isInclusive: star === '*' };
    // `= 5 AAPL @ $3`: hledger reads the cost of an assertion and makes nothing of it.
    rest = behind.startsWith('@')
      ? amountOf(behind.replace(/^@@?\s*/, ''), style, line).rest
      : behind;
  }
  if (rest !== '')
    throw new JournalFault('AMOUNT', line, `"${rest.slice(0, 40)}" is not understood`);
  return found;
}

/** One amount at the beginning of a text, and what stands behind it. */
export function amountOf(
  text: string,
  style: NumberStyle,
  line: number,
): { amount: JournalAmount; rest: string; decimals: number; mark: '.' | ',' | undefined } {
  const left = LEFT.exec(text);
  const right = left ? undefined : RIGHT.exec(text);
  const number = left?.[4] ?? right?.[2];
  if (number === undefined || number.length > LONGEST_NUMBER) {
    throw new JournalFault('AMOUNT', line, `"${text.slice(0, 40)}" is no amount`);
  }
  const symbol = left?.[2] ?? right?.[3];
  const commodity = symbol?.replace(/^"(.*)"$/, '$1') ?? style.defaultCommodity;
  const isNegative = (left?.[1] === '-') !== (left?.[3] === '-') || right?.[1] === '-';
  const known = style.decimalMark ?? style.ofCommodity.get(commodity);
  const { digits, mark } = plainNumber(number, known) ?? {};
  if (digits === undefined) {
    throw new JournalFault(
      'AMOUNT',
      line,
      `"${number}" has groups behind its decimal mark "${known}"`,
    );
  }
  const value = exact(digits);
  const decimals = Math.max(0, /\.(\d*)$/.exec(digits)?.[1]?.length ?? value.decimalPlaces());
  const quantity = (isNegative && !value.isZero() ? value.negated() : value).toFixed(decimals);
  return {
    amount: { quantity, commodity },
    rest: (left?.[5] ?? right?.[4] ?? '').trim(),
    decimals,
    mark,
  };
}

/**
 * A number without its groups, with a point. A mark that stands once, without another, is a
 * decimal one, unless a directive says which mark that is. Undefined with groups behind that mark:
 * `18.623,66` where the point is the decimal one.
 */
function plainNumber(
  raw: string,
  known: '.' | ',' | undefined,
): { digits: string; mark: '.' | ',' | undefined } | undefined {
  const [, mantissa = '', exponent = ''] = /^(.*?)([eE][+-]?\d+)?$/su.exec(raw) ?? [];
  const text = mantissa.replace(/[\s\u00a0\u202f]/g, '');
  const marks = text.replace(/\d/g, '');
  const mark = known ?? decimalMark(marks);
  const at = mark === undefined ? -1 : text.lastIndexOf(mark);
  const whole = (at < 0 ? text : text.slice(0, at)).replace(/[.,]/g, '');
  const fraction = at < 0 ? '' : text.slice(at + 1);
  if (/[.,]/.test(fraction)) return undefined;
  const digits = `${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return { digits: exponent === '' ? digits : exact(`${digits}${exponent}`).toFixed(), mark };
}

function decimalMark(marks: string): '.' | ',' | undefined {
  const last = marks.at(-1);
  if (last !== '.' && last !== ',') return undefined;
  // `1.000.000` groups; `1.000,5` ends with its decimal mark.
  return marks.indexOf(last) === marks.length - 1 ? last : undefined;
}
