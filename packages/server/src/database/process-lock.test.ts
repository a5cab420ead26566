import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive, ownIdentity } from './process-identity.js';
import { tryLock, waitForLock } from './process-lock.js';

const folder = mkdtempSync(path.join(tmpdir(), 'bureau-lock-'));
const file = path.join(folder, 'server.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('one holder at a time; its release frees it', () => {
  const lock = tryLock(file);
  expect(tryLock(file)).toEqual({ holder: ownIdentity() });
  if ('release' in lock) lock.release();
  const next = tryLock(file);
  expect('release' in next).toBe(true);
  if ('release' in next) next.release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null })],
  ['a reused number', JSON.stringify({ pid: process.pid, startedAt: 'yesterday' })],
  ['a torn file', '{"pid":'],
])('is taken from %s', (_title, content) => {
  writeFileSync(file, content);
  const lock = tryLock(file);
  expect('release' in lock).toBe(true);
  if ('release' in lock) lock.release();
});

test('waits for a living holder, but not for ever', async () => {
  const lock = tryLock(file);
  await expect(waitForLock(file, 60)).rejects.toThrow(`Process ${process.pid}`);
  setTimeout(() => 'release' in lock && lock.release(), 50);
  (await waitForLock(file, 5_000)).release();
});

test('this process is alive, its number at another time is not', () => {
  expect(isAlive(ownIdentity())).toBe(true);
  expect(isAlive({ pid: process.pid, startedAt: 'x' })).toBe(false);
  expect(isAlive({ pid: -1, startedAt: null })).toBe(false);
});
