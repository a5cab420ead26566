import type { Ctx } from '@bureau/core';
import { settingsOf } from '../settings.js';
import { createReadingPool, type ReadingPool } from './reading/reading-pool.js';

let pool: ReadingPool | undefined;

/** The threads of this process that read pages; made when the first page comes. */
export function readersOf(ctx: Ctx): ReadingPool {
  const { threads, niceness } = settingsOf(ctx).reading;
  pool ??= createReadingPool({ threads, niceness });
  return pool;
}

/** Ends them, as the plugin ends. */
export async function closeReaders(): Promise<void> {
  const ended = pool;
  pool = undefined;
  await ended?.close();
}
