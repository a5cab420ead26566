import fc from 'fast-check';
import { dayAfter } from './day.js';
import { endingAt, holdsOn, placeOf, type Span } from './history.js';

interface Row extends Span {
  value: number;
}

const FIRST = '2024-01-01';
const days = [FIRST];
for (let index = 1; index < 60; index += 1) days.push(dayAfter(days[index - 1]!));
const dayOf = (index: number) => days[index] ?? FIRST;
const anyDay = fc.integer({ min: 0, max: 58 }).map(dayOf);

/** Rows that do not overlap, with and without gaps, the last one open or not. */
const anyHistory = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 10 }), fc.boolean())
  .map(([marks, open]) => {
    const cuts = marks.sort((left, right) => left - right).map(dayOf);
    const rows: Row[] = [];
    for (let index = 0; index + 1 < cuts.length; index += 1) {
      if (index % 3 === 2) continue;
      rows.push({ validFrom: cuts[index]!, validTo: cuts[index + 1]!, value: index });
    }
    const last = cuts.at(-1);
    if (open && last !== undefined) rows.push({ validFrom: last, validTo: null, value: 99 });
    return rows;
  });

function changed(history: readonly Row[], day: string, value: number): Row[] {
  const rows = history.map((row) => ({ ...row }));
  const place = placeOf(rows, day);
  if (place.kind === 'correct') {
    place.row.value = value;
    return rows;
  }
  if (place.kind === 'split') place.row.validTo = day;
  return [...rows, { validFrom: day, validTo: place.validTo, value }];
}

function ended(history: readonly Row[], end: string): Row[] {
  const rows = history.map((row) => ({ ...row }));
  const { closes, falls } = endingAt(rows, end);
  if (closes) closes.validTo = end;
  return rows.filter((row) => !falls.includes(row));
}

function valueOn(history: readonly Row[], day: string): number | undefined {
  return history.find((row) => holdsOn(row, day))?.value;
}

function isSound(history: readonly Row[]): boolean {
  const sorted = [...history].sort((left, right) => (left.validFrom < right.validFrom ? -1 : 1));
  return sorted.every((row, index) => {
    const next = sorted[index + 1];
    const isSpan = row.validTo == null || row.validFrom < row.validTo;
    return isSpan && (!next || (row.validTo != null && row.validTo <= next.validFrom));
  });
}

const days59 = days.slice(0, 59);

describe('placeOf', () => {
  it('keeps rows apart, sets the value on the day, and leaves all earlier days alone', () => {
    fc.assert(
      fc.property(anyHistory, anyDay, (history, day) => {
        const result = changed(history, day, 1000);
        expect(isSound(result)).toBe(true);
        expect(valueOn(result, day)).toBe(1000);
        for (const other of days59.filter((one) => one < day)) {
          expect(valueOn(result, other)).toBe(valueOn(history, other));
        }
      }),
    );
  });

  it('leaves every later row as it was', () => {
    fc.assert(
      fc.property(anyHistory, anyDay, (history, day) => {
        const later = history.filter((row) => row.validFrom > day);
        const result = changed(history, day, 1000);
        for (const row of later) expect(result).toContainEqual(row);
      }),
    );
  });

  it.each([
    ['on the first day of a row', '2024-01-10', 'correct'],
    ['inside a row', '2024-01-15', 'split'],
    ['before every row', '2024-01-01', 'open'],
    ['on the day on which the last row ends', '2024-01-20', 'open'],
  ])('%s', (_name, day, kind) => {
    const history = [{ validFrom: '2024-01-10', validTo: '2024-01-20' }];
    expect(placeOf(history, day).kind).toBe(kind);
  });
});

describe('endingAt', () => {
  it('leaves nothing from the day on, and everything before', () => {
    fc.assert(
      fc.property(anyHistory, anyDay, (history, end) => {
        const result = ended(history, end);
        expect(isSound(result)).toBe(true);
        for (const day of days59) {
          expect(valueOn(result, day)).toBe(day < end ? valueOn(history, day) : undefined);
        }
      }),
    );
  });
});

describe('dayAfter', () => {
  it.each([
    ['2024-02-28', '2024-02-29'],
    ['2023-02-28', '2023-03-01'],
    ['2024-12-31', '2025-01-01'],
    ['2024-03-31', '2024-04-01'],
  ])('%s -> %s', (day, next) => expect(dayAfter(day)).toBe(next));
});
