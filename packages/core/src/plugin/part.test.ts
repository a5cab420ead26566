import { mergeParts } from './part.js';

const step = (name: string) => ({ name, up: '', down: '' });

test('lists join in order, migrations by name, rules by type and field', () => {
  const sum = mergeParts([
    { migrations: [step('0002-b')], rules: { Query: { a: 'x.a.read' } }, errors: { X_A: 'A.' } },
    { migrations: [step('0001-a')], rules: { Query: { b: 'x.b.read' } }, errors: { X_B: 'B.' } },
  ]);
  expect(sum.migrations?.map(({ name }) => name)).toEqual(['0001-a', '0002-b']);
  expect(sum.rules).toEqual({ Query: { a: 'x.a.read', b: 'x.b.read' } });
  expect(sum.errors).toEqual({ X_A: 'A.', X_B: 'B.' });
});

test('a key that two parts declare is refused by name', () => {
  const rules = { Query: { a: 'x.a.read' } };
  expect(() => mergeParts([{ rules }, { rules }])).toThrow('Two parts of a plugin declare "a".');
});
