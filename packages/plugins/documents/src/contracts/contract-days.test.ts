import { dueDays, endAfterNotice, paymentDays, renewed } from './contract-days.js';

const yearly = {
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  notice: { count: 3, unit: 'MONTHS' as const },
  renewalMonths: 12,
  remindDays: 30,
};

/** Worked by hand: the term of notice ends together with the contract. */
test.each([
  ['2025-12-31', 3, 'MONTHS', '2025-09-30'],
  ['2026-02-28', 1, 'MONTHS', '2026-01-31'],
  ['2024-02-29', 1, 'MONTHS', '2024-01-31'],
  ['2026-06-30', 6, 'MONTHS', '2025-12-31'],
  ['2026-03-14', 1, 'MONTHS', '2026-02-14'],
  ['2026-03-14', 14, 'DAYS', '2026-02-28'],
  ['2026-12-31', 1, 'YEARS', '2025-12-31'],
] as const)('to %s with %i %s notice is given by %s', (endsOn, count, unit, noticeOn) => {
  const due = dueDays({ ...yearly, endsOn, notice: { count, unit } });
  expect(due.noticeOn).toBe(noticeOn);
});

test('people are told before the day of notice, or before the end where none is needed', () => {
  expect(dueDays(yearly)).toEqual({ noticeOn: '2025-09-30', remindOn: '2025-08-31' });
  const fixed = { ...yearly, notice: null };
  expect(dueDays(fixed)).toEqual({ noticeOn: null, remindOn: '2025-12-01' });
  expect(dueDays({ ...yearly, endsOn: null })).toEqual({ noticeOn: null, remindOn: null });
});

test('a contract goes on by whole terms, however late somebody looks', () => {
  expect(renewed(yearly, '2025-12-31')).toEqual({ endsOn: '2025-12-31', renewals: 0 });
  expect(renewed(yearly, '2026-01-01')).toEqual({ endsOn: '2026-12-31', renewals: 1 });
  expect(renewed(yearly, '2029-05-05')).toEqual({ endsOn: '2029-12-31', renewals: 4 });
  const monthly = { endsOn: '2026-01-31', renewalMonths: 1 };
  expect(renewed(monthly, '2026-02-01').endsOn).toBe('2026-02-28');
  expect(renewed(monthly, '2026-03-01').endsOn).toBe('2026-03-31');
  expect(renewed({ endsOn: '2026-01-31', renewalMonths: null }, '2030-01-01').renewals).toBe(0);
});

test('a notice that is late is good for the next end; one without an end takes its term', () => {
  expect(endAfterNotice(yearly, '2025-09-30')).toBe('2025-12-31');
  expect(endAfterNotice(yearly, '2025-10-01')).toBe('2026-12-31');
  expect(endAfterNotice({ ...yearly, renewalMonths: null }, '2025-10-01')).toBe('2025-12-31');
  expect(endAfterNotice({ ...yearly, endsOn: null }, '2025-11-30')).toBe('2026-02-28');
  expect(endAfterNotice({ ...yearly, endsOn: null, notice: null }, '2025-11-30')).toBe(
    '2025-11-30',
  );
});

test('payments fall on the day of the start, on the last day of shorter months', () => {
  const plan = { startsOn: '2025-01-31', endsOn: '2025-06-30', everyMonths: 1 };
  expect(paymentDays(plan, '2025-02-01', '2025-12-31')).toEqual([
    ...['2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30'],
  ]);
  expect(paymentDays({ ...plan, endsOn: null }, '2099-01-01', '2099-02-28')).toEqual([
    ...['2099-01-31', '2099-02-28'],
  ]);
  const quarterly = { startsOn: '2025-01-15', endsOn: null, everyMonths: 3 };
  expect(paymentDays(quarterly, '2025-04-15', '2025-07-14')).toEqual(['2025-04-15']);
  const once = { startsOn: '2025-01-15', endsOn: null, everyMonths: null };
  expect(paymentDays(once, '2025-01-15', '2025-01-15')).toEqual(['2025-01-15']);
  expect(paymentDays(once, '2025-01-16', '2030-01-15')).toEqual([]);
});
