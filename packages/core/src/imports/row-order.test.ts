import fc from 'fast-check';
import { BATCH_ROWS, orderRows } from './row-order.js';

test('rows come after what they depend on, each once, else in the order of the file', () => {
  const forest = fc
    .array(fc.nat(), { maxLength: 60 })
    .map((picks) => picks.map((pick, row) => (pick % 3 === 0 ? -1 : pick % (row + 1)) - 0))
    .map((parents) => parents.map((parent, row) => (parent === row ? -1 : parent)));
  const shuffled = forest.chain((parents) =>
    fc.shuffledSubarray([...parents.keys()], { minLength: parents.length }).map((places) => {
      // Row `at` moves to `places[at]`, and all references with it.
      const moved: number[] = [];
      for (const [at, parent] of parents.entries()) {
        moved[places[at] ?? 0] = parent < 0 ? -1 : (places[parent] ?? -1);
      }
      return moved;
    }),
  );
  fc.assert(
    fc.property(shuffled, (parents) => {
      const { batches, rings, tooDeep } = orderRows(parents);
      expect([...rings, ...tooDeep]).toEqual([]);
      expect(batches.flat().sort((a, b) => a - b)).toEqual([...parents.keys()]);
      const batchOf = new Map(batches.flatMap((rows, at) => rows.map((row) => [row, at])));
      for (const [row, parent] of parents.entries()) {
        const before = parent < 0 ? -1 : (batchOf.get(parent) ?? Infinity);
        expect(before).toBeLessThan(batchOf.get(row) ?? -1);
      }
      for (const rows of batches) expect(rows).toEqual([...rows].sort((a, b) => a - b));
    }),
  );
});

test('rings and what hangs on them are told apart', () => {
  const { batches, rings } = orderRows([1, 2, 0, 0, 4, -1, 5]);
  expect(rings).toEqual([0, 1, 2, 3, 4]);
  expect(batches).toEqual([[5], [6]]);
});

test('batches are bounded, and chains as long as a file are no trouble', () => {
  const flat = orderRows(Array.from({ length: 600 }, () => -1));
  expect(flat.batches.map((rows) => rows.length)).toEqual([BATCH_ROWS, BATCH_ROWS, 100]);
  const chain = orderRows(Array.from({ length: 20_000 }, (_, row) => row - 1));
  expect(chain.tooDeep).toHaveLength(19_900);
});
