import { exact } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { nameSimilarity } from './name-similarity.js';

/** What of a bank line is compared. */
export interface MatchLine {
  id: string;
  bookedOn: string;
  /** Below 0 for money that left. */
  amount: string;
  currency: string;
  text: string;
  reference?: string;
  name?: string;
  account?: string;
}

/** What of an open item is compared. */
export interface MatchItem {
  id: string;
  /** What is open; above 0 where money is expected, below where it is owed. */
  open: string;
  currency: string;
  /** Number of the document, as it stands on it. */
  number: string;
  /** Reference that was asked for, or the number that the supplier gave. */
  reference?: string;
  partyName: string;
  /** Accounts that the party is known to use. */
  partyAccounts: readonly string[];
  dueOn?: string;
  /** What may be kept back for paying early, and until when; without a sign. */
  discount?: { amount: string; until: string };
}

/** Why a line may belong to an item. */
export type MatchReasonKind =
  'AMOUNT' | 'AMOUNT_LESS_DISCOUNT' | 'REFERENCE' | 'NUMBER_IN_TEXT' | 'ACCOUNT' | 'NAME' | 'DATE';

/** One reason with what it is worth. */
export interface MatchReason {
  kind: MatchReasonKind;
  points: number;
}

/** An item that a line may settle. */
export interface MatchCandidate {
  item: MatchItem;
  /** Sum of the points, 0 to 100. */
  score: number;
  reasons: readonly MatchReason[];
}

/** Points: amount 35, one of reference and number 35, account 15, name 10, date 5. */
const POINTS: Readonly<Record<MatchReasonKind, number>> = {
  AMOUNT: 35,
  AMOUNT_LESS_DISCOUNT: 35,
  REFERENCE: 35,
  NUMBER_IN_TEXT: 35,
  ACCOUNT: 15,
  NAME: 10,
  DATE: 5,
};
/** Names less alike than this are no reason. */
const NAME_LEAST = 0.6;
const DATE_DAYS = 7;
/** A number of fewer characters stands in any text by chance. */
const NUMBER_LEAST = 4;

/**
 * What speaks for an item, or `undefined` where nothing can: another currency, money of the other
 * direction, or not one reason.
 */
export function scoreMatch(line: MatchLine, item: MatchItem): MatchCandidate | undefined {
  if (line.currency !== item.currency) return undefined;
  if (exact(line.amount).times(item.open).lessThanOrEqualTo(0)) return undefined;
  const kinds = [amountReason(line, item), wordReason(line, item), accountReason(line, item)];
  const reasons = [...kinds, nameReason(line, item), dateReason(line, item)]
    .filter((kind) => kind !== undefined)
    .map((kind) => ({ kind, points: POINTS[kind] }));
  if (reasons.length === 0) return undefined;
  return { item, score: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
}

/** Letters and digits only, in capitals: `INV-2026/7` is found in `RE INV 2026 7`. */
export function isNumberInText(number: string, text: string): boolean {
  const plain = number.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');
  if (plain.length < NUMBER_LEAST) return false;
  const parts = number
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  const escaped = parts.map((part) => part.replace(/[^\p{L}\p{N}]/gu, '\\$&'));
  // Not in the middle of a longer number: 2026-7 is not in 2026-71.
  const pattern = `(?<![\\p{L}\\p{N}])${escaped.join('[^\\p{L}\\p{N}]*')}(?![\\p{N}])`;
  return new RegExp(pattern, 'u').test(text.toUpperCase());
}

function amountReason(line: MatchLine, item: MatchItem): MatchReasonKind | undefined {
  const [paid, open] = [exact(line.amount).abs(), exact(item.open).abs()];
  if (paid.equals(open)) return 'AMOUNT';
  const { discount } = item;
  const isLess = discount && line.bookedOn <= discount.until;
  return isLess && paid.equals(open.minus(discount.amount)) ? 'AMOUNT_LESS_DISCOUNT' : undefined;
}

function wordReason(line: MatchLine, item: MatchItem): MatchReasonKind | undefined {
  const wanted = [item.number, item.reference].filter((word) => word !== undefined);
  const same = (a: string, b: string) => bare(a) === bare(b) && bare(a) !== '';
  if (wanted.some((word) => same(word, line.reference ?? ''))) return 'REFERENCE';
  const text = `${line.text} ${line.reference ?? ''}`;
  return wanted.some((word) => isNumberInText(word, text)) ? 'NUMBER_IN_TEXT' : undefined;
}

function accountReason(line: MatchLine, item: MatchItem): MatchReasonKind | undefined {
  const account = bare(line.account ?? '');
  const isKnown = account !== '' && item.partyAccounts.some((one) => bare(one) === account);
  return isKnown ? 'ACCOUNT' : undefined;
}

function nameReason(line: MatchLine, { partyName }: MatchItem): MatchReasonKind | undefined {
  return nameSimilarity(line.name ?? '', partyName) >= NAME_LEAST ? 'NAME' : undefined;
}

function dateReason({ bookedOn }: MatchLine, { dueOn }: MatchItem): MatchReasonKind | undefined {
  if (dueOn === undefined) return undefined;
  const { days } = Temporal.PlainDate.from(dueOn).until(Temporal.PlainDate.from(bookedOn));
  return Math.abs(days) <= DATE_DAYS ? 'DATE' : undefined;
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
