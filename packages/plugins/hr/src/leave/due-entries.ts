import { exact, type ExactNumber } from '@bureau/core';
import type { Day } from '../day.js';
import { accrualsOf } from './accrual.js';
import { addDays, newYear, yearOf } from './leave-days.js';
import type { LeaveEntryKind } from './leave-kinds.js';
import { type LeaveFacts, type LeaveTerms, termsOn } from './leave-terms.js';

/** A movement of a balance, as the arithmetic sees it. */
export interface Movement {
  kind: LeaveEntryKind;
  effectiveOn: Day;
  /** Decimal text; below zero takes away. */
  days: string;
  /** What it is for: `accrual:2026-03`. The sum of a source is what counts, not one entry. */
  source: string;
}

/** One that is to be posted. */
export interface DueMovement extends Movement {
  /** How many of this source stand before it: the key that makes a second posting impossible. */
  revision: number;
  /** First day on which carried days are gone. */
  expiresOn: Day | null;
}

/**
 * What the platform itself has to post up to a day: accruals, expiries and what is carried over,
 * each as the difference to what stands already. So a fact that comes late, such as another policy
 * or share, posts its difference and rewrites nothing; run twice, the second time posts nothing.
 */
export function dueMovements(
  facts: LeaveFacts,
  posted: readonly Movement[],
  until: Day,
): DueMovement[] {
  const books = new Books(posted);
  for (let year = firstYear(facts, posted) ?? Infinity; year <= yearOf(until); year += 1) {
    for (const { month, effectiveOn, days } of accrualsOf(facts, year)) {
      if (effectiveOn > until) break;
      books.settle({ kind: 'ACCRUAL', effectiveOn, source: `accrual:${month.key}` }, days);
    }
    expireCarried(facts, books, { year, until });
    closeYear(facts, books, { year, until });
  }
  return books.due;
}

/** Of what may be earned, or of what once was and may have to be taken back. */
function firstYear({ terms }: LeaveFacts, posted: readonly Movement[]): number | undefined {
  const accrued = posted.filter(({ kind }) => kind === 'ACCRUAL');
  const days = [
    ...terms.map(({ validFrom }) => validFrom),
    ...accrued.map(({ effectiveOn }) => effectiveOn),
  ];
  const first = days.sort()[0];
  return first === undefined ? undefined : yearOf(first);
}

interface Turn {
  year: number;
  until: Day;
}

/** Carried days are used first; what is left of them on the day when their life ends is lost. */
function expireCarried(facts: LeaveFacts, books: Books, { year, until }: Turn): void {
  const expiresOn = endOfLife(termsOn(facts, addDays(newYear(year), -1)), year);
  const source = `expiry:${year}`;
  if (expiresOn > until || !books.knows(`carry-in:${year}`)) return;
  const carried = books.sumOf(`carry-in:${year}`);
  const used = books.usedBetween(newYear(year), expiresOn);
  const unused = least(carried.minus(used), books.before(expiresOn, source));
  const lost = unused.greaterThan(0) ? unused.negated() : exact(0);
  books.settle({ kind: 'EXPIRY', effectiveOn: expiresOn, source }, lost.toFixed());
}

/** First day on which what was carried into a year is gone; never later than its last New Year. */
function endOfLife(terms: LeaveTerms | undefined, year: number): Day {
  const end = newYear(year + 1);
  const life = terms?.carryOverLifeDays ?? null;
  const wanted = life === null ? end : addDays(newYear(year), life);
  return wanted < end ? wanted : end;
}

/** A year that is closed sums to zero: what is left goes into the next one, or is lost. */
function closeYear(facts: LeaveFacts, books: Books, { year, until }: Turn): void {
  const next = newYear(year + 1);
  const terms = termsOn(facts, addDays(next, -1));
  if (next > until || !terms) return;
  const left = books.before(next, undefined).plus(books.sumOn(`expiry:${year}`, next));
  const { carryOverLimit } = terms;
  // Without a limit a year is not closed; what was closed under other terms is opened again.
  const spare = carryOverLimit !== null && left.greaterThan(0) ? left : exact(0);
  const carried = least(spare, exact(carryOverLimit ?? 0));
  const lost = spare.minus(carried).negated();
  const at = { effectiveOn: next };
  books.settle({ ...at, kind: 'EXPIRY', source: `close:${year}` }, lost.toFixed());
  const out = { ...at, kind: 'CARRY_OVER' as const, source: `carry-out:${year}` };
  books.settle(out, carried.negated().toFixed());
  const expiresOn = endOfLife(terms, year + 1);
  const into = { ...at, kind: 'CARRY_OVER' as const, source: `carry-in:${year + 1}` };
  books.settle(into, carried.toFixed(), expiresOn);
}

function least(one: ExactNumber, other: ExactNumber): ExactNumber {
  return one.lessThan(other) ? one : other;
}

/** What stands and what is due, by source. */
class Books {
  readonly due: DueMovement[] = [];
  private readonly all: Movement[];
  private readonly sums = new Map<string, ExactNumber>();
  private readonly counts = new Map<string, number>();

  constructor(posted: readonly Movement[]) {
    this.all = [...posted];
    for (const movement of posted) this.count(movement);
  }

  /** Posts what a source lacks to be worth `days`. */
  settle(movement: Omit<Movement, 'days'>, days: string, expiresOn: Day | null = null): void {
    const difference = exact(days).minus(this.sumOf(movement.source));
    if (difference.isZero()) return;
    const revision = this.counts.get(movement.source) ?? 0;
    const made = { ...movement, days: difference.toFixed(), revision, expiresOn };
    this.due.push(made);
    this.all.push(made);
    this.count(made);
  }

  knows(source: string): boolean {
    return this.counts.has(source);
  }

  sumOf(source: string): ExactNumber {
    return this.sums.get(source) ?? exact(0);
  }

  /** Of one source, on one day. */
  sumOn(source: string, day: Day): ExactNumber {
    return sum(this.all.filter((it) => it.source === source && it.effectiveOn === day));
  }

  /** Balance before a day, one source left out. */
  before(day: Day, without: string | undefined): ExactNumber {
    return sum(this.all.filter((it) => it.effectiveOn < day && it.source !== without));
  }

  /** Days of leave from a day, until another one exclusive; above zero. */
  usedBetween(from: Day, to: Day): ExactNumber {
    const used = this.all.filter(
      ({ kind, effectiveOn }) =>
        (kind === 'TAKEN' || kind === 'CANCELLED') && effectiveOn >= from && effectiveOn < to,
    );
    return sum(used).negated();
  }

  private count({ source, days }: Movement): void {
    this.sums.set(source, this.sumOf(source).plus(days));
    this.counts.set(source, (this.counts.get(source) ?? 0) + 1);
  }
}

/** The exact sum of movements. */
export function sum(movements: readonly Pick<Movement, 'days'>[]): ExactNumber {
  return movements.reduce((total, { days }) => total.plus(days), exact(0));
}
