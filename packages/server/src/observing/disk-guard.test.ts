import { createDiskGuard } from './disk-guard.js';

test('#70 the guard closes below the limit and opens with some relief', async () => {
  const told: string[] = [];
  let free: number | undefined = 1_000;
  const guard = createDiskGuard({
    folder: '/data',
    leastBytes: 500,
    everyMs: 60_000,
    freeOf: () => (free === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(free)),
    log: { warn: (_data, message) => void told.push(message) },
  });
  const after = async (bytes: number | undefined) => {
    free = bytes;
    await guard.look();
    return guard.isFull;
  };
  expect(await after(500)).toBe(false);
  expect(await after(499)).toBe(true);
  expect(await after(520)).toBe(true);
  expect(await after(undefined)).toBe(true);
  expect(await after(550)).toBe(false);
  expect(told).toEqual([
    'disk nearly full: writes are refused, jobs wait',
    'writes are taken again, jobs go on',
  ]);
  guard.stop();
});
