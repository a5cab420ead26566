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
