import { exact } from '@bureau/core';
import fc from 'fast-check';
import { type DueMovement, dueMovements, type Movement, sum } from './due-entries.js';
import { addDays } from './leave-days.js';
import type { LeaveFacts, LeaveTerms } from './leave-terms.js';
import { balanceOn, shortfallOf } from './shortfall.js';

const TERMS: LeaveTerms = {
  yearlyDays: '24',
  tenureSteps: [],
  roundingStep: '0.5',
  carryOverLimit: '5',
  carryOverLifeDays: 90,
  negativeLimit: '0',
};

const open = { validFrom: '2025-01-01', validTo: null };

function factsOf(over: Partial<LeaveTerms> = {}, lists: Partial<LeaveFacts> = {}): LeaveFacts {
  return {
    employments: [open],
    shares: [{ ...open, share: '1' }],
    terms: [{ ...open, terms: { ...TERMS, ...over } }],
    ...lists,
  };
}

function taken(effectiveOn: string, days: string): Movement {
  const kind = days.startsWith('-') ? 'TAKEN' : 'CANCELLED';
  return { kind, effectiveOn, days, source: `request:${effectiveOn}:${kind}` };
}

const short = (list: readonly DueMovement[]) =>
  list.map(({ source, effectiveOn, days }) => `${effectiveOn} ${source} ${Number(days)}`);

/** 24 days earned in 2025; at most 5 are carried, for 90 days: until 31 March inclusive. */
const CARRIED: [what: string, used: Movement[], moved: string[]][] = [
  [
    'nothing was taken: 19 are lost, 5 carried, and lost on 1 April',
    [],
    [
      '2026-01-01 close:2025 -19',
      '2026-01-01 carry-out:2025 -5',
      '2026-01-01 carry-in:2026 5',
      '2026-04-01 expiry:2026 -5',
    ],
  ],
  [
    'carried days are used first: 3 in February, so 2 are lost',
    [taken('2025-12-01', '-19'), taken('2026-02-02', '-3')],
    ['2026-01-01 carry-out:2025 -5', '2026-01-01 carry-in:2026 5', '2026-04-01 expiry:2026 -2'],
  ],
  [
    'more was used than carried: nothing is lost, and never less than nothing',
    [taken('2025-12-01', '-20'), taken('2026-03-31', '-6')],
    ['2026-01-01 carry-out:2025 -4', '2026-01-01 carry-in:2026 4'],
  ],
  [
    'leave on the day after their life uses none of them',
    [taken('2025-12-01', '-21'), taken('2026-04-01', '-3')],
    ['2026-01-01 carry-out:2025 -3', '2026-01-01 carry-in:2026 3', '2026-04-01 expiry:2026 -3'],
  ],
  [
    'what was given back is not used',
    [taken('2025-12-01', '-22'), taken('2026-02-02', '-2'), taken('2026-02-02', '1')],
    ['2026-01-01 carry-out:2025 -2', '2026-01-01 carry-in:2026 2', '2026-04-01 expiry:2026 -1'],
  ],
  ['a debt goes on: nothing is carried', [taken('2025-12-01', '-26')], []],
];

test.each(CARRIED)('carry-over: %s', (_what, used, moved) => {
  const due = dueMovements(factsOf(), used, '2026-04-30');
  expect(short(due.filter(({ kind }) => kind !== 'ACCRUAL'))).toEqual(moved);
});

test('carried days are not carried twice: their life ends with the year', () => {
  const facts = factsOf({ carryOverLifeDays: null });
  const due = dueMovements(facts, [taken('2025-12-01', '-22')], '2027-01-01');
  expect(short(due.filter(({ kind }) => kind !== 'ACCRUAL'))).toEqual([
    '2026-01-01 carry-out:2025 -2',
    '2026-01-01 carry-in:2026 2',
    '2027-01-01 expiry:2026 -2',
    '2027-01-01 close:2026 -19',
    '2027-01-01 carry-out:2026 -5',
    '2027-01-01 carry-in:2027 5',
  ]);
});

test('without a limit everything stays, and no year is closed', () => {
  const due = dueMovements(factsOf({ carryOverLimit: null }), [], '2026-12-31');
  expect(new Set(due.map(({ kind }) => kind))).toEqual(new Set(['ACCRUAL']));
  expect(balanceOn(due, '2026-12-31')).toBe('48');
});

test('a policy that changes back in time posts the difference, month by month', () => {
  const first = dueMovements(factsOf(), [], '2026-02-28');
  const facts = factsOf(
    {},
    {
      terms: [
        { validFrom: '2025-01-01', validTo: '2026-01-01', terms: TERMS },
        { validFrom: '2026-01-01', validTo: null, terms: { ...TERMS, yearlyDays: '30' } },
      ],
    },
  );
  const more = dueMovements(facts, first, '2026-02-28');
  expect(more.map(({ source, days, revision }) => [source, days, revision])).toEqual([
    ['accrual:2026-01', '0.5', 1],
    ['accrual:2026-02', '0.5', 1],
  ]);
  // And the year that was closed before: 24 days became 12, so 5 are carried and 7 lost.
  const less = dueMovements(factsOf({ yearlyDays: '12' }), first, '2025-12-31');
  expect(Number(sum(less))).toBe(-12);
  const closed = dueMovements(factsOf({ yearlyDays: '12' }), first, '2026-01-01');
  expect(short(closed.filter(({ kind }) => kind !== 'ACCRUAL'))).toEqual([
    '2026-01-01 close:2025 12',
  ]);
});

test('an end that is learnt late takes back what was earned after it', () => {
  const first = dueMovements(factsOf(), [], '2025-05-31');
  const gone = { validFrom: '2025-01-01', validTo: '2025-04-01' };
  const facts = factsOf({}, { employments: [gone], shares: [{ ...gone, share: '1' }] });
  expect(short(dueMovements(facts, first, '2025-05-31'))).toEqual([
    '2025-04-30 accrual:2025-04 -2',
    '2025-05-31 accrual:2025-05 -2',
  ]);
});

const DAY = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2025-01-01', days));
const USED = fc.array(
  fc.tuple(DAY, fc.constantFrom('-1', '-0.5', '-2')).map(([day, days]) => taken(day, days)),
  { maxLength: 25 },
);
const POLICY = fc.record({
  yearlyDays: fc.constantFrom('0', '12', '25', '30'),
  roundingStep: fc.constantFrom('0.01', '0.5'),
  carryOverLimit: fc.constantFrom(null, '0', '5', '10.5'),
  carryOverLifeDays: fc.constantFrom(null, 31, 90, 366),
});

test('property: in steps or at once, and run again, the same stands', () => {
  fc.assert(
    fc.property(
      POLICY,
      USED,
      fc.uniqueArray(DAY, { minLength: 1, maxLength: 4 }),
      (over, used, days) => {
        const facts = factsOf(over);
        const stops = [...days].sort();
        const last = stops.at(-1) ?? '';
        let stepped: Movement[] = [...used];
        for (const day of stops) stepped = [...stepped, ...dueMovements(facts, stepped, day)];
        const whole = [...used, ...dueMovements(facts, used, last)];
        expect(balanceOn(stepped, last)).toBe(balanceOn(whole, last));
        expect(dueMovements(facts, stepped, last)).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

test('property: expiry is never a gain, and what is carried over moves nothing', () => {
  fc.assert(
    fc.property(POLICY, USED, DAY, (over, used, until) => {
      const due = dueMovements(factsOf(over), used, until);
      for (const one of due) {
        if (one.kind === 'EXPIRY') expect(Number(one.days)).toBeLessThan(0);
      }
      const moved = due.filter(({ kind }) => kind === 'CARRY_OVER');
      expect(sum(moved).toFixed()).toBe('0');
      const limit = over.carryOverLimit;
      const into = moved.filter(({ source }) => source.startsWith('carry-in'));
      for (const one of into) expect(exact(one.days).lte(limit ?? '0')).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('property: what a request is granted leaves no day below the limit', () => {
  fc.assert(
    fc.property(
      POLICY,
      fc.constantFrom('0', '3'),
      fc.array(DAY, { maxLength: 30 }),
      (over, limit, days) => {
        const facts = factsOf({ ...over, negativeLimit: limit });
        let granted: Movement[] = [];
        for (const day of days) {
          if (shortfallOf(facts, granted, [{ day, days: '1' }])) continue;
          granted = [...granted, taken(day, '-1')];
        }
        const whole = [...granted, ...dueMovements(facts, granted, '2026-12-31')];
        for (const { effectiveOn } of granted) {
          expect(exact(balanceOn(whole, effectiveOn)).gte(`-${limit}`)).toBe(true);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('leave that was approved for later keeps its ground', () => {
  const facts = factsOf({ carryOverLimit: null });
  const later = [taken('2025-12-15', '-22')];
  // 12 days are there in June, and all 22 of December would be: minus 2 remain for now.
  expect(shortfallOf(facts, later, [{ day: '2025-07-01', days: '0.5' }])).toEqual({
    day: '2025-12-15',
    balance: '-0.5',
  });
  expect(shortfallOf(facts, [], [{ day: '2025-07-01', days: '0.5' }])).toBeUndefined();
});
