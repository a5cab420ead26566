import { createReadingPool } from './reading-pool.js';
import { type ReadingTask, Unreadable } from './reading-task.js';

const task: ReadingTask = {
  ...{ mediaType: 'application/pdf', bytes: new SharedArrayBuffer(4), languages: ['eng'] },
  ...{ from: 1, count: 1 },
};

/** What became of a reading: reason, or message. */
async function endOf(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => 'read',
    (error: unknown) => (error instanceof Unreadable ? error.reason : String(error)),
  );
}

// Piscina leaves a page waiting for ever behind a thread that is stuck before it begins.
test('a thread that never begins is not the fault of the file, and keeps no place', async () => {
  const pool = createReadingPool({ time: 0, startTime: 1, niceness: 0 });
  const both = await Promise.all([endOf(pool.read(task)), endOf(pool.read(task))]);
  expect(both).toEqual(Array(2).fill('Error: No thread began to read the page.'));
  await pool.close();
});

test('who gives up waits no longer, for a turn or for a page; the next one is read', async () => {
  const pool = createReadingPool({ niceness: 0 });
  const [first, second] = [new AbortController(), new AbortController()];
  const readings = [pool.read(task, first.signal), pool.read(task, second.signal)].map(endOf);
  second.abort(new Error('stopped'));
  expect(await readings[1]).toBe('Error: stopped');
  first.abort(new Error('stopped'));
  expect(await readings[0]).toMatch(/abort/i);
  expect(await endOf(pool.read(task))).toBe('DAMAGED');
  await expect(pool.read(task, second.signal)).rejects.toThrow('stopped');
  await pool.close();
});
