import { monthlyCost, nextMonth, type Pay, type Rate } from './benefit-cost.js';
import { choosings } from './choosing.js';
import {
  addMonths,
  type EligibilityFacts,
  type EligibilityRule,
  refusalOf,
} from './eligibility.js';

const RULE: EligibilityRule = {
  ...{ name: 'Health', isActive: true, waitMonths: 0, employmentKinds: [] },
  ...{ legalEntityId: null, unitId: null },
};
const FACTS: EligibilityFacts = {
  ...{ employedFrom: '2026-01-31', kind: 'PERMANENT', legalEntityId: 'co' },
  unitIds: ['team', 'department'],
};

test.each<[string, Partial<EligibilityRule>, Partial<EligibilityFacts>, string | undefined]>([
  ['everybody', {}, {}, undefined],
  ['one that is not used', { isActive: false }, {}, 'HR_BENEFIT_INACTIVE'],
  ['no employment', {}, { employedFrom: null }, 'HR_BENEFIT_NO_JOB'],
  ['an employment to come', {}, { employedFrom: '2026-03-01' }, 'HR_BENEFIT_NO_JOB'],
  ['a month of service, over on its last day', { waitMonths: 1 }, {}, undefined],
  ['two months of service', { waitMonths: 2 }, {}, 'HR_BENEFIT_TENURE'],
  ['other terms', { employmentKinds: ['INTERN'] }, {}, 'HR_BENEFIT_TERMS'],
  ['these terms', { employmentKinds: ['INTERN', 'PERMANENT'] }, {}, undefined],
  ['another company', { legalEntityId: 'other' }, {}, 'HR_BENEFIT_COMPANY'],
  ['another unit', { unitId: 'other' }, {}, 'HR_BENEFIT_UNIT'],
  ['the unit above', { unitId: 'department' }, {}, undefined],
])('who may choose: %s', (_, rule, facts, code) => {
  const refusal = refusalOf({ ...RULE, ...rule }, { ...FACTS, ...facts }, '2026-02-28');
  expect(refusal?.code).toBe(code);
});

test('months later, on the last day of shorter ones', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2025-11-15', 14)).toBe('2027-01-15');
});

const WHEN = {
  ...{ today: '2026-03-10', openFrom: '2026-01-01', newHireDays: 30, lifeEventDays: 30 },
  ...{ windows: [], lifeEvents: [] },
};
const event = (happenedOn: string, reportedOn: string, decidedOn: string) => ({
  lifeEvents: [{ id: 'e', happenedOn, reportedOn, decidedOn }],
});

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['the last day of a newcomer', { openFrom: '2026-02-09' }, ['NEW_HIRE 2026-02-09 2026-03-10']],
  ['the day after', { openFrom: '2026-02-08' }, []],
  ['before it is open', { openFrom: '2026-03-11' }, []],
  [
    'an event',
    event('2026-03-01', '2026-03-02', '2026-03-02'),
    ['LIFE_EVENT 2026-03-01 2026-03-31'],
  ],
  [
    'an event told in time, proved late',
    event('2026-01-20', '2026-02-10', '2026-03-05'),
    ['LIFE_EVENT 2026-01-20 2026-04-03'],
  ],
  ['an event told too late', event('2026-01-20', '2026-02-19', '2026-03-05'), []],
  [
    'a window',
    { windows: [{ opensOn: '2026-03-10', closesOn: '2026-03-10', startsOn: '2026-04-01' }] },
    ['OPEN 2026-04-01 2026-03-10'],
  ],
])('when: %s', (_, facts, expected) => {
  const found = choosings({ ...WHEN, ...facts });
  expect(found.map(({ reason, from, closesOn }) => `${reason} ${from} ${closesOn}`)).toEqual(
    expected,
  );
});

const rate = (price: string, more: Partial<Rate> = {}): Rate => ({
  ...{ validFrom: '2020-01-01', validTo: null, price, currency: 'EUR' },
  ...{ payPercent: '0', employerAmount: null, employerPercent: '60', employerPayPercent: null },
  ...more,
});
const cover = { validFrom: '2026-01-01', validTo: null };

test.each<[string, Parameters<typeof monthlyCost>[0], (string | number)[] | null]>([
  ['a whole month', { ...cover, rates: [rate('100')] }, ['100.00', '60.00', '40.00', 28]],
  [
    'half of it',
    { ...cover, validFrom: '2026-02-15', rates: [rate('100')] },
    ['50.00', '30.00', '20.00', 14],
  ],
  [
    'one day: the price is rounded, the employee pays the rest',
    { ...cover, validTo: '2026-02-02', rates: [rate('100')] },
    ['3.57', '2.14', '1.43', 1],
  ],
  [
    'an amount',
    { ...cover, rates: [rate('99.99', { employerAmount: '33.33', employerPercent: null })] },
    ['99.99', '33.33', '66.66', 28],
  ],
  [
    'another price from the middle on',
    {
      ...cover,
      rates: [rate('100', { validTo: '2026-02-15' }), rate('200', { validFrom: '2026-02-15' })],
    },
    ['150.00', '90.00', '60.00', 28],
  ],
  [
    'cents without halves',
    { ...cover, rates: [rate('1000', { currency: 'JPY' })] },
    [...['1000', '600', '400', 28]],
  ],
  ['another month', { ...cover, validFrom: '2026-03-01', rates: [rate('100')] }, null],
])('what February costs: %s', (_, span, expected) => {
  const cost = monthlyCost(span, '2026-02-01', nextMonth('2026-02-01'));
  expect(cost && [cost.price, cost.employer, cost.employee, cost.days]).toEqual(expected);
});

/** A price of 6 percent of pay, of which the employer pays 2.5 percent of pay. */
const ofPay = (more: Partial<Rate> = {}) =>
  rate('0', { payPercent: '6', employerPercent: null, employerPayPercent: '2.5', ...more });
const pay = (amount: string, more: Partial<Pay> = {}): Pay => ({
  ...{ validFrom: '2020-01-01', validTo: null, amount, currency: 'EUR', period: 'YEAR' },
  ...more,
});

test.each<[string, Partial<Parameters<typeof monthlyCost>[0]>, (string | number)[]]>([
  [
    'of 48,000 a year: 4,000 a month',
    { rates: [ofPay()], pays: [pay('48000')] },
    ['240.00', '100.00', '140.00', 0],
  ],
  [
    'of 3,999.99 a month: 239.9994 and 99.99975, rounded once each',
    { rates: [ofPay()], pays: [pay('3999.99', { period: 'MONTH' })] },
    ['240.00', '100.00', '140.00', 0],
  ],
  [
    'a raise from 48,000 to 60,000 on the 15th: 14 days of each',
    {
      rates: [ofPay()],
      pays: [pay('48000', { validTo: '2026-02-15' }), pay('60000', { validFrom: '2026-02-15' })],
    },
    ['270.00', '112.50', '157.50', 0],
  ],
  [
    'the employer pays 60 percent of what 6 percent of pay come to',
    {
      rates: [ofPay({ employerPercent: '60', employerPayPercent: null })],
      pays: [pay('48000')],
    },
    ['240.00', '144.00', '96.00', 0],
  ],
  [
    'a price of 50 and 1 percent of pay, of which the employer pays 30',
    {
      rates: [rate('50', { payPercent: '1', employerAmount: '30', employerPercent: null })],
      pays: [pay('48000')],
    },
    ['90.00', '30.00', '60.00', 0],
  ],
  [
    'never more than the price: 2.5 percent of 4,000 are 100, the price is 80',
    {
      rates: [rate('80', { employerPercent: null, employerPayPercent: '2.5' })],
      pays: [pay('48000')],
    },
    ['80.00', '80.00', '0.00', 0],
  ],
  [
    'half of the month without pay: those days are told apart',
    { rates: [ofPay()], pays: [pay('48000', { validFrom: '2026-02-15' })] },
    ['120.00', '50.00', '70.00', 14],
  ],
  [
    'pay in another currency says nothing',
    { rates: [ofPay()], pays: [pay('48000', { currency: 'USD' })] },
    ['0.00', '0.00', '0.00', 28],
  ],
  [
    'a fixed price asks for no pay',
    { rates: [rate('100')], pays: [] },
    ['100.00', '60.00', '40.00', 0],
  ],
])('in percent of pay, February: %s', (_, span, expected) => {
  const cost = monthlyCost({ ...cover, rates: [], ...span }, '2026-02-01', '2026-03-01');
  expect(cost && [cost.price, cost.employer, cost.employee, cost.daysWithoutPay]).toEqual(expected);
});
