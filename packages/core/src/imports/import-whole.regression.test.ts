import { ChangeLog } from '../write/change-set.js';
import { wholeTime } from './import-whole.js';
import { MAX_ROWS } from './file-index.js';

// An import of 50,000 people never ended on a busy machine: ten minutes were all it ever had.
test('a whole file has time by its rows: never less than ten minutes, 17 rows a second', () => {
  const minutes = (rows: number) => wholeTime(rows) / 60_000;
  expect(minutes(0)).toBe(10);
  expect(minutes(10_000)).toBe(20);
  expect(minutes(50_000)).toBe(60);
  expect(minutes(MAX_ROWS)).toBe(110);
});

// Each batch left the versions of its records behind: memory grew with the rows.
test('what is written is forgotten whole: versions too', () => {
  const log = new ChangeLog();
  const change = { type: 'Employee', id: 'one', action: 'CREATE' } as const;
  log.add(change, 1);
  const { mark } = log;
  log.add({ ...change, id: 'two' }, 1);
  log.cut(mark);
  expect(log.versionOf(change)).toBe(1);
  log.cut(0);
  expect(log.versionOf(change)).toBeUndefined();
  expect(log.merged()).toEqual([]);
});
