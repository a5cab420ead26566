import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import type { CashFlowClass } from '../chart/account-kinds.js';
import {
  type CashFlowAccount,
  type CashFlowLine,
  directCashFlow,
  indirectCashFlow,
} from './cash-flow.js';

const line = (entryId: string, cashFlowClass: CashFlowClass, base: string): CashFlowLine => ({
  entryId,
  cashFlowClass,
  base,
});

test('a year: a sale for cash, a machine, a loan, depreciation, a sale on credit', () => {
  const lines = [
    line('sale', 'CASH', '1190'),
    line('sale', 'OPERATING', '-1000'),
    line('sale', 'OPERATING', '-190'),
    line('machine', 'INVESTING', '600'),
    line('machine', 'CASH', '-600'),
    line('loan', 'CASH', '500'),
    line('loan', 'FINANCING', '-500'),
    line('depreciation', 'OPERATING', '120'),
    line('depreciation', 'OPERATING', '-120'),
    line('credit', 'OPERATING', '300'),
    line('credit', 'OPERATING', '-300'),
  ];
  const sections = { operating: '1190', investing: '-600', financing: '500', change: '1090' };
  expect(directCashFlow(lines)).toEqual(sections);
  const account = (
    cashFlowClass: CashFlowClass,
    closing: string,
    isResult = false,
  ): CashFlowAccount => ({ cashFlowClass, isResult, opening: '0', closing });
  const accounts = [
    account('CASH', '1090'),
    account('OPERATING', '-1300', true),
    account('OPERATING', '120', true),
    account('OPERATING', '-190'),
    account('OPERATING', '300'),
    account('INVESTING', '600'),
    account('OPERATING', '-120'),
    account('FINANCING', '-500'),
  ];
  expect(indirectCashFlow(accounts)).toEqual({ netIncome: '1180', ...sections });
});

test('money from one cash account to another is no flow', () => {
  const lines = [line('move', 'CASH', '5'), line('move', 'CASH', '-5')];
  expect(directCashFlow(lines)).toMatchObject({ change: '0' });
});

const CLASSES = ['CASH', 'CASH', 'OPERATING', 'OPERATING', 'INVESTING', 'FINANCING'] as const;

test('I13 direct = indirect = change of cash, for any balanced entries', () => {
  const leg = fc.record({
    account: fc.integer({ min: 0, max: 5 }),
    cents: fc.integer({ min: -(10 ** 8), max: 10 ** 8 }),
  });
  const entry = fc.record({
    legs: fc.array(leg, { minLength: 1, maxLength: 5 }),
    counter: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 20 }),
      fc.integer({ min: 0, max: 10 ** 6 }),
      (entries, start) => {
        const text = (cents: number) => exact(cents).div(100).toFixed(2);
        const all = entries.map(({ legs, counter }) => {
          const sum = legs.reduce((left, { cents }) => left + cents, 0);
          return [...legs, { account: counter, cents: -sum }];
        });
        const lines = all.flatMap((legs, at) =>
          legs.map(({ account, cents }) => line(String(at), CLASSES[account]!, text(cents))),
        );
        const accounts = CLASSES.map((cashFlowClass, account) => {
          const legs = all.flat().filter((one) => one.account === account);
          const moved = legs.reduce((left, { cents }) => left + cents, 0);
          const isResult = account === 3;
          return { cashFlowClass, isResult, opening: text(start), closing: text(start + moved) };
        });
        const cash = accounts.filter(({ cashFlowClass }) => cashFlowClass === 'CASH');
        const change = sumAmounts(
          cash.map(({ opening, closing }) => exact(closing).minus(opening)),
        );
        const direct = directCashFlow(lines);
        expect(direct.change).toBe(change);
        expect(indirectCashFlow(accounts).change).toBe(change);
      },
    ),
  );
});
