import { isTooSlow } from './slow-senders.js';
import { uploadPace } from './uploads.js';

const MB = 1_000_000;

test.each([
  // Announced sizes earn nothing: a byte now and then holds no connection for long.
  ['a byte a second for 31 s', { elapsedMs: 31_000, quietMs: 900, bytes: 31 }, true],
  ['nothing yet, after 29 s', { elapsedMs: 29_000, quietMs: 29_000, bytes: 0 }, false],
  [
    '10 MB in 100 s, by a line of 1 Mbit/s',
    { elapsedMs: 100_000, quietMs: 5, bytes: 12.5 * MB },
    false,
  ],
  ['10 MB in two minutes', { elapsedMs: 120_000, quietMs: 5, bytes: 10 * MB }, true],
  ['100 MB at once, then silence', { elapsedMs: 40_000, quietMs: 31_000, bytes: 100 * MB }, true],
  ['1 GB within 20 minutes', { elapsedMs: 1_200_000, quietMs: 5, bytes: 1_000 * MB }, false],
  ['1 GB within 26 minutes', { elapsedMs: 1_560_000, quietMs: 5, bytes: 1_000 * MB }, true],
])('#84 pace of uploads: %s', (_name, sent, isCut) => {
  expect(isTooSlow(uploadPace, sent)).toBe(isCut);
});

test('#84 where an address says nothing, its floor is all the time there is', () => {
  const sent = { elapsedMs: 30_001, quietMs: 1, bytes: 100 * MB };
  expect(isTooSlow({ floorMs: 30_000 }, sent)).toBe(true);
  expect(isTooSlow({ floorMs: 30_000 }, { ...sent, elapsedMs: 30_000 })).toBe(false);
});
