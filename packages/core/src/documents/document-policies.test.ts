import { type DocumentPolicy, PolicyCache } from './document-policies.js';

let now = 0;
let reads = 0;
const read = (): Promise<DocumentPolicy> => {
  reads += 1;
  return Promise.resolve({ mode: 'AUDIT', hashes: new Set([String(reads)]) });
};
const make = () => new PolicyCache(() => now);

beforeEach(() => {
  now = 1_000;
  reads = 0;
});

test('is read once in 5 s for each organization, also by many at once', async () => {
  const cache = make();
  await Promise.all([cache.of('a', read), cache.of('a', read), cache.of('b', read)]);
  now += 4_999;
  await cache.of('a', read);
  expect(reads).toBe(2);
  now += 1;
  await cache.of('a', read);
  expect(reads).toBe(3);
});

test('after a change nothing is kept until its transaction is over', async () => {
  const cache = make();
  await cache.of('a', read);
  cache.changed('a');
  await cache.of('a', read);
  now += 1_999;
  await cache.of('a', read);
  expect(reads).toBe(3);
  now += 1;
  await cache.of('a', read);
  now += 1_000;
  await cache.of('a', read);
  expect(reads).toBe(4);
});

test('a read that failed is tried again', async () => {
  const cache = make();
  const broken = () => Promise.reject(new Error('no database'));
  await expect(cache.of('a', broken)).rejects.toThrow('no database');
  await cache.of('a', read);
  expect(reads).toBe(1);
});
