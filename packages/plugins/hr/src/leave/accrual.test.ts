import { exact } from '@bureau/core';
import fc from 'fast-check';
import { holdsOn } from '../history.js';
import { accrualsOf } from './accrual.js';
import { addDays, monthOf } from './leave-days.js';
import { type LeaveFacts, type LeaveTerms, yearlyDaysOf } from './leave-terms.js';

const TERMS: LeaveTerms = {
  yearlyDays: '30',
  tenureSteps: [],
  roundingStep: '0.01',
  carryOverLimit: null,
  carryOverLifeDays: null,
  negativeLimit: '0',
};

const span = (validFrom: string, validTo: string | null = null) => ({ validFrom, validTo });

function factsOf(parts: Partial<LeaveFacts> & { over?: Partial<LeaveTerms> } = {}): LeaveFacts {
  const { over, ...lists } = parts;
  return {
    employments: [span('2020-01-01')],
    shares: [{ ...span('2020-01-01'), share: '1' }],
    terms: [{ ...span('2020-01-01'), terms: { ...TERMS, ...over } }],
    ...lists,
  };
}

const daysOf = (facts: LeaveFacts) => accrualsOf(facts, 2026).map(({ days }) => Number(days));

/** Rule 4 by hand: 30 days are 2.5 a month; March has 31 days, June 30. */
const EXAMPLES: [what: string, facts: LeaveFacts, days: number[]][] = [
  ['a whole year', factsOf(), Array(12).fill(2.5)],
  [
    'a joiner on 10 March: 22 of 31 days, 30 x 22 / 31 / 12 = 1.774...',
    factsOf({ employments: [span('2026-03-10')] }),
    [0, 0, 1.77, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5],
  ],
  [
    'a leaver on 15 June: half of June',
    factsOf({ employments: [span('2020-01-01', '2026-06-16')] }),
    [2.5, 2.5, 2.5, 2.5, 2.5, 1.25, 0, 0, 0, 0, 0, 0],
  ],
  [
    'half time from 16 April: 15 days of each; 9.375 is rounded to 9.38, and 10.625 to 10.63',
    factsOf({
      shares: [
        { ...span('2020-01-01', '2026-04-16'), share: '1' },
        { ...span('2026-04-16'), share: '0.5' },
      ],
    }),
    [2.5, 2.5, 2.5, 1.88, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25],
  ],
  [
    'a tenure step after five years, on 15 July: 14 days of 30 and 17 of 33',
    factsOf({
      employments: [span('2021-07-15')],
      shares: [{ ...span('2021-07-15'), share: '1' }],
      over: { tenureSteps: [{ afterYears: 5, yearlyDays: '33' }] },
    }),
    [2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.64, 2.75, 2.75, 2.75, 2.75, 2.75],
  ],
  [
    'another policy from 1 October: 24 days a year',
    factsOf({
      terms: [
        { ...span('2020-01-01', '2026-10-01'), terms: TERMS },
        { ...span('2026-10-01'), terms: { ...TERMS, yearlyDays: '24' } },
      ],
    }),
    [...Array(9).fill(2.5), 2, 2, 2],
  ],
  [
    '25 days in halves: the year is 25, whatever single months are rounded to',
    factsOf({ over: { yearlyDays: '25', roundingStep: '0.5' } }),
    [2, 2, 2.5, 2, 2, 2, 2, 2, 2.5, 2, 2, 2],
  ],
  [
    'all in one year: share 0.8 until 10 May, 0.6 then, 36 days from the 6th year on 1 August,' +
      ' last day 20 October',
    factsOf({
      employments: [span('2020-08-01', '2026-10-21')],
      shares: [
        { ...span('2020-08-01', '2026-05-11'), share: '0.8' },
        { ...span('2026-05-11'), share: '0.6' },
      ],
      over: { tenureSteps: [{ afterYears: 6, yearlyDays: '36' }] },
    }),
    // 2 a month; May (10 x 24 + 21 x 18) / 31 / 12 = 1.661; 1.5; 1.8; October 20 / 31 of 1.8.
    [2, 2, 2, 2, 1.66, 1.5, 1.5, 1.8, 1.8, 1.16, 0, 0],
  ],
];

test.each(EXAMPLES)('%s', (_what, facts, days) => {
  expect(daysOf(facts)).toEqual(days);
});

test('a month is posted on its last day, or on the last day of the employment', () => {
  const left = factsOf({ employments: [span('2020-01-01', '2026-02-14')] });
  const days = accrualsOf(left, 2026).map(({ effectiveOn }) => effectiveOn);
  expect(days.slice(0, 3)).toEqual(['2026-01-31', '2026-02-13', '2026-03-31']);
  // Hired again in the same month: the month is not over yet.
  const back = factsOf({ employments: [span('2020-01-01', '2026-02-14'), span('2026-02-20')] });
  expect(accrualsOf(back, 2026)[1]?.effectiveOn).toBe('2026-02-28');
});

test('29 February counts: a leap year earns no more', () => {
  expect(accrualsOf(factsOf(), 2028).map(({ days }) => Number(days))).toEqual(Array(12).fill(2.5));
});

test('property: a year of full work earns the yearly days, in every step that fits', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom('0.01', '0.1', '0.25', '0.5', '1'),
      (units, roundingStep) => {
        const yearlyDays = exact(roundingStep).times(units).toFixed();
        const facts = factsOf({ over: { yearlyDays, roundingStep } });
        const sum = accrualsOf(facts, 2026).reduce((total, { days }) => total.plus(days), exact(0));
        expect(sum.toFixed()).toBe(yearlyDays);
      },
    ),
    { numRuns: 30 },
  );
});

test('property: cutting a year into jobs of one share changes nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 363 }),
      fc.integer({ min: 1, max: 10_000 }),
      (at, ten) => {
        const share = exact(ten).dividedBy(10_000).toFixed();
        const cut = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
        const whole = factsOf({ shares: [{ ...span('2020-01-01'), share }] });
        const two = factsOf({
          shares: [
            { ...span('2020-01-01', cut), share },
            { ...span(cut), share },
          ],
        });
        expect(daysOf(two)).toEqual(daysOf(whole));
      },
    ),
    { numRuns: 30 },
  );
});

/** Day by day, as the rule is written; rounded to hundredths. */
function dayByDay({ employments, shares, terms }: LeaveFacts, year: number): string[] {
  let earned = exact(0);
  let posted = exact(0);
  return Array.from({ length: 12 }, (_, at) => monthOf(year, at + 1)).map(({ first, length }) => {
    for (let number = 0; number < length; number += 1) {
      const day = addDays(first, number);
      const employment = employments.find((one) => holdsOn(one, day));
      const work = shares.find((one) => holdsOn(one, day));
      const holds = terms.find((one) => holdsOn(one, day));
      if (!employment || !work || !holds) continue;
      const yearly = yearlyDaysOf(holds.terms, employment.validFrom, day);
      earned = earned.plus(
        exact(yearly)
          .times(work.share)
          .dividedBy(12 * length),
      );
    }
    const sum = exact(earned.toDecimalPlaces(40).toFixed(2));
    const days = sum.minus(posted);
    posted = sum;
    return days.toFixed();
  });
}

/** Days of five years, cut into spans of which some are left out. */
const anySpans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_826 }), { minLength: 2, maxLength: 5 })
  .map((list) => list.sort((one, next) => one - next).map((at) => addDays('2022-01-01', at)))
  .map((days) => days.map((day, at) => span(day, days[at + 1] ?? null)));

test('property: what is earned is the sum over the days, whatever changes and when', () => {
  const share = fc.constantFrom('1', '0.5', '0.3333', '0.8');
  const steps = fc.constantFrom(
    [],
    [{ afterYears: 1, yearlyDays: '27' }],
    [
      { afterYears: 2, yearlyDays: '28.5' },
      { afterYears: 3, yearlyDays: '31' },
    ],
  );
  const yearly = fc.constantFrom('25', '30', '20.5');
  fc.assert(
    fc.property(anySpans, anySpans, anySpans, share, steps, yearly, (...given) => {
      const [employed, worked, held, part, tenureSteps, yearlyDays] = given;
      const isLeap = employed[0]?.validFrom.endsWith('-01');
      const from = isLeap ? '2024-02-29' : (employed[0]?.validFrom ?? '');
      const facts = factsOf({
        employments: [{ ...span(from), validTo: employed.at(-1)?.validFrom ?? null }].filter(
          ({ validFrom, validTo }) => validTo === null || validFrom < validTo,
        ),
        shares: worked.map((one, at) => ({ ...one, share: at % 2 ? part : '1' })),
        terms: held.map((one, at) => ({
          ...one,
          terms: { ...TERMS, tenureSteps: at % 2 ? [] : tenureSteps, yearlyDays },
        })),
      });
      for (let year = 2022; year <= 2027; year += 1) {
        const days = accrualsOf(facts, year).map((one) => one.days);
        expect(days).toEqual(dayByDay(facts, year));
      }
    }),
    { numRuns: 60 },
  );
});
