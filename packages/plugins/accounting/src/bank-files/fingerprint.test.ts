import fc from 'fast-check';
import { lineFingerprints } from './fingerprint.js';
import type { BankFileLine } from './statement.js';

const line = (change: Partial<BankFileLine> = {}): BankFileLine => ({
  kind: 'LINE',
  line: 1,
  bookedOn: '2026-03-31',
  amount: '-4.50',
  currency: 'EUR',
  text: 'Coffee',
  ...change,
});

const identities = (lines: readonly BankFileLine[], account = 'a') =>
  lines.map(lineFingerprints(account));

test('true twins both stay, and an id that is used again hides nothing', () => {
  const twins = identities([line(), line()]);
  expect(new Set(twins).size).toBe(2);
  const reused = identities([
    line({ bankId: '7' }),
    line({ bankId: '7', amount: '-5.00' }),
    line({ bankId: '7', bookedOn: '2026-04-01' }),
  ]);
  expect(new Set(reused).size).toBe(3);
});

test('what makes a line another one, and what does not', () => {
  const [base] = identities([line()]);
  const same: Partial<BankFileLine>[] = [
    { line: 99 },
    { amount: '-4.5' },
    { text: ' cof\nFEE ' },
    { bankId: 'NONREF' },
    { valueOn: '2026-04-01' },
  ];
  for (const change of same) expect(identities([line(change)])).toEqual([base]);
  const other: Partial<BankFileLine>[] = [
    { amount: '4.50' },
    { currency: 'USD' },
    { text: 'Tea' },
    { bankId: '8' },
    { counterparty: { name: 'x' } },
  ];
  for (const change of other) expect(identities([line(change)])).not.toEqual([base]);
  expect(identities([line()], 'b')).not.toEqual([base]);
  const [withId] = identities([line({ bankId: '8' })]);
  expect(identities([line({ bankId: '8', text: 'written anew' })])).toEqual([withId]);
});

/** What a bank knows of an account: few different lines, so that twins and reused ids abound. */
const history = fc.array(
  fc.record({
    bookedOn: fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${day}`),
    amount: fc.constantFrom('-4.50', '-4.50', '10.00'),
    text: fc.constantFrom('Coffee', 'Tea'),
    bankId: fc.constantFrom(undefined, undefined, 'NONREF', '1', '2'),
  }),
  { maxLength: 40 },
);
/** Exports from day to day: whole days, overlapping at will, in any order, some twice. */
const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 8 })), {
  maxLength: 8,
});

test('I29 overlapping files, in any order and repeated, give the union of their lines', () => {
  fc.assert(
    fc.property(history, spans, (drawn, files) => {
      const all = drawn
        .map(({ bankId, ...facts }) => line({ ...facts, ...(bankId ? { bankId } : {}) }))
        .sort((a, b) => a.bookedOn.localeCompare(b.bookedOn));
      const within = ([first, length]: readonly [number, number]) =>
        all.filter((one) => {
          const day = Number(one.bookedOn.slice(-1));
          return day >= first && day <= first + length;
        });
      const stored = new Map<string, BankFileLine>();
      for (const file of files) {
        const next = lineFingerprints('a');
        for (const one of within(file)) stored.set(next(one), one);
      }
      const covered = all.filter((one) => files.some((file) => within(file).includes(one)));
      const facts = (lines: Iterable<BankFileLine>) =>
        [...lines].map((one) => `${one.bookedOn} ${one.amount} ${one.text}`).sort();
      // The words of lines with an id are no part of their identity.
      const known = (lines: BankFileLine[]) => lines.map((one) => `${one.bookedOn} ${one.amount}`);
      expect(known([...stored.values()]).sort()).toEqual(known(covered).sort());
      const whole = identities(all);
      const wanted = all.flatMap((one, at) => (covered.includes(one) ? [whole[at]] : []));
      expect([...stored.keys()].sort()).toEqual(wanted.sort());
      expect(facts(stored.values())).toHaveLength(covered.length);
    }),
  );
});
