import { LastReads } from './last-reads.js';

const statement = (text: string) => ({ text, values: [] });

test('what is asked for before the end goes with it, what comes later runs elsewhere', async () => {
  const later = { run: async ({ text }: { text: string }) => [[`later ${text}`]] };
  const reads = new LastReads(later);
  const [one, other] = [reads.run(statement('one')), reads.run(statement('other'))];
  expect(reads.take().map(({ text }) => text)).toEqual(['one', 'other']);
  expect(await reads.run(statement('third'))).toEqual([['later third']]);
  reads.settle([[['1']], []]);
  expect(await Promise.all([one, other])).toEqual([[['1']], []]);
});

test('with a transaction that fails they fail too', async () => {
  const reads = new LastReads({ run: () => Promise.reject(new Error('not asked')) });
  const read = reads.run(statement('one'));
  reads.take();
  reads.fail(new Error('lost'));
  await expect(read).rejects.toThrow('lost');
});

test('reads that differ in their keys alone are one; whoever asked gets its rows', async () => {
  const reads = new LastReads({ run: () => Promise.reject(new Error('not asked')) });
  const read = (text: string, tenant: string, ids: string[]) =>
    reads.run({ text, values: [tenant, ids], keys: 1 });
  const all = [
    read('by id', 'a', ['1', '2']),
    read('by id', 'a', ['2', '3']),
    read('by id', 'b', ['4']),
    read('by key', 'a', ['1']),
    reads.run({ text: 'by id', values: ['a', ['5']] }),
  ];
  expect(reads.take().map(({ values }) => values)).toEqual([
    ['a', ['1', '2', '3']],
    ['b', ['4']],
    ['a', ['1']],
    ['a', ['5']],
  ]);
  reads.settle([[['123']], [['4']], [['key']], [['5']]]);
  expect(await Promise.all(all)).toEqual([[['123']], [['123']], [['4']], [['key']], [['5']]]);
});
