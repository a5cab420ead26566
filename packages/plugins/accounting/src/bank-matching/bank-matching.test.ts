import fc from 'fast-check';
import { DEFAULT_RULES, matchLines, suggestMatches } from './match-policy.js';
import { isNumberInText, type MatchItem, type MatchLine, scoreMatch } from './match-score.js';
import { nameSimilarity } from './name-similarity.js';

const LINE: MatchLine = {
  id: 'l1',
  bookedOn: '2026-03-31',
  amount: '119.00',
  currency: 'EUR',
  text: 'Rechnung INV 2026/00007 danke',
};
const ITEM: MatchItem = {
  id: 'i1',
  open: '119.00',
  currency: 'EUR',
  number: 'INV-2026-00007',
  partyName: 'Müller & Söhne GmbH',
  partyAccounts: ['DE02 1203 0000 0000 2020 51'],
  dueOn: '2026-03-28',
};
const kinds = (line: Partial<MatchLine>, item: Partial<MatchItem> = {}) =>
  scoreMatch({ ...LINE, ...line }, { ...ITEM, ...item })?.reasons.map(({ kind }) => kind);

test('reasons and their points: all of them together are 100', () => {
  const all = {
    reference: 'INV-2026-00007',
    name: 'MUELLER U. SOHNE',
    account: 'DE02120300000000202051',
  };
  const found = scoreMatch({ ...LINE, ...all, name: 'Söhne Müller' }, ITEM);
  expect(found?.reasons).toEqual([
    { kind: 'AMOUNT', points: 35 },
    { kind: 'REFERENCE', points: 35 },
    { kind: 'ACCOUNT', points: 15 },
    { kind: 'NAME', points: 10 },
    { kind: 'DATE', points: 5 },
  ]);
  expect(found?.score).toBe(100);
});

test('what is not one reason, and what can never be', () => {
  expect(kinds({ text: 'danke', bookedOn: '2026-05-01' })).toEqual(['AMOUNT']);
  expect(kinds({ amount: '5.00', text: '', bookedOn: '2026-05-01' })).toBeUndefined();
  expect(kinds({ currency: 'USD' })).toBeUndefined();
  expect(kinds({ amount: '-119.00' })).toBeUndefined();
  expect(kinds({ amount: '-119.00' }, { open: '-119.00' })).toContain('AMOUNT');
});

test('an amount less the discount counts until its last day', () => {
  const discount = { amount: '2.38', until: '2026-03-31' };
  expect(kinds({ amount: '116.62' }, { discount })).toContain('AMOUNT_LESS_DISCOUNT');
  const late = kinds({ amount: '116.62', bookedOn: '2026-04-01' }, { discount });
  expect(late).not.toContain('AMOUNT_LESS_DISCOUNT');
});

test.each([
  ['INV-2026-00007', 'RE inv 2026 00007.', true],
  ['INV-2026-00007', 'INV202600007', true],
  ['INV-2026-7', 'INV-2026-71', false],
  ['2026-7', '12026-7', false],
  ['77', 'call 77', false],
  ['A+B*(C', 'x A+B*(C y', false],
  ['RE.1234', 'RExx1234', false],
])('the number %s in "%s": %s', (number, text, expected) => {
  expect(isNumberInText(number, text)).toBe(expected);
});

test('names: order, marks and legal forms do not count', () => {
  expect(nameSimilarity('Müller & Söhne GmbH', 'SOHNE MULLER')).toBe(1);
  expect(nameSimilarity('Northwind Trading Ltd', 'Northwind Tradng')).toBeGreaterThan(0.8);
  expect(nameSimilarity('Northwind', 'Contoso')).toBeLessThan(0.3);
  expect(nameSimilarity('', '')).toBe(0);
});

test('S16 the first rule that hits, and only where one item meets it', () => {
  const other = { ...ITEM, id: 'i2', number: 'INV-2026-00008' };
  const [found, ...more] = matchLines([LINE], [other, ITEM]);
  expect(more).toEqual([]);
  expect(found?.rule).toMatchObject({ id: 'number', isAutomatic: false });
  expect(found?.candidates.map(({ item }) => item.id)).toEqual(['i1']);
  // Two items alike in all that the line says: a person chooses.
  const unclear = { ...LINE, text: 'danke', name: 'Müller' };
  expect(matchLines([unclear], [other, ITEM])).toEqual([]);
  expect(suggestMatches(unclear, [other, ITEM]).map(({ item }) => item.id)).toEqual(['i1', 'i2']);
});

test('S16 two lines for one item are no hit; what a rule takes is out for the next one', () => {
  const twin = { ...LINE, id: 'l2' };
  expect(matchLines([LINE, twin], [ITEM])).toEqual([]);
  const referred = { ...LINE, id: 'l3', reference: 'INV-2026-00007' };
  const found = matchLines([LINE, referred], [ITEM]);
  expect(found.map(({ line, rule }) => [line.id, rule.id])).toEqual([['l3', 'reference']]);
});

test('one payment of several invoices that it names', () => {
  const items = ['00007', '00008', '00009'].map((number, at) => ({
    ...ITEM,
    id: number,
    number: `INV-2026-${number}`,
    open: `${100 + at}.00`,
  }));
  const line = { ...LINE, amount: '201.00', text: 'INV-2026-00007, INV-2026-00008' };
  const [found] = matchLines([line], items);
  expect(found?.rule.id).toBe('several');
  expect(found?.candidates.map(({ item }) => item.id)).toEqual(['00007', '00008']);
  expect(matchLines([{ ...line, amount: '200.00' }], items)).toEqual([]);
});

test('only the first rule of those that are given acts by itself', () => {
  expect(DEFAULT_RULES.filter(({ isAutomatic }) => isAutomatic).map(({ id }) => id)).toEqual([
    'reference',
  ]);
});

test('the order of lines and items changes nothing, and no item is hit twice', () => {
  const number = fc.integer({ min: 1, max: 6 }).map((at) => `INV-000${at}`);
  const amount = fc.constantFrom('10.00', '20.00', '30.00');
  const lines = fc.array(fc.record({ amount, text: number, reference: number }), { maxLength: 6 });
  const items = fc.array(fc.record({ open: amount, number }), { maxLength: 6 });
  fc.assert(
    fc.property(lines, items, (drawnLines, drawnItems) => {
      const all = drawnLines.map((one, at) => ({ ...LINE, ...one, id: `l${at}` }));
      const open = drawnItems.map((one, at) => ({ ...ITEM, ...one, id: `i${at}` }));
      const facts = (found: ReturnType<typeof matchLines>) =>
        found
          .map(({ line, rule, candidates }) => {
            const ids = candidates.map(({ item }) => item.id).sort();
            return `${line.id} ${rule.id} ${ids.join(' ')}`;
          })
          .sort();
      const found = matchLines(all, open);
      expect(facts(matchLines(all.toReversed(), open.toReversed()))).toEqual(facts(found));
      const hit = found.flatMap(({ candidates }) => candidates.map(({ item }) => item.id));
      expect(new Set(hit).size).toBe(hit.length);
    }),
  );
});
