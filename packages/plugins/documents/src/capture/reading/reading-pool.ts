import { Piscina } from 'piscina';
import { workerFile } from '../../worker-file.js';
import {
  READING_LIMITS,
  type ReadingResult,
  type ReadingTask,
  Unreadable,
} from './reading-task.js';
import type { ReadingAnswer } from './reading.worker.js';

/** Threads that read pages, outside of the loop that answers requests. */
export interface ReadingPool {
  /** @throws Unreadable when the file is at fault; anything else when `signal` ended it. */
  read(task: ReadingTask, signal?: AbortSignal): Promise<ReadingResult>;
  /** Ends the threads and what they are at. */
  close(): Promise<void>;
}

export interface ReadingPoolOptions {
  /** Pages at once. Default 1: one core is left for requests. */
  threads?: number;
  /** Milliseconds for each page of a task. Default `READING_LIMITS.time`. */
  time?: number;
  /** 0 to 19: how far threads stand back behind requests. Default 10. */
  niceness?: number;
}

/** Threads end when they have had nothing to do for a while, and begin again when they have. */
export function createReadingPool(options: ReadingPoolOptions = {}): ReadingPool {
  const { threads = 1, time = READING_LIMITS.time, niceness = 10 } = options;
  const pool = new Piscina<ReadingTask, ReadingAnswer>({
    ...workerFile('./reading.worker', import.meta.url),
    workerData: { niceness },
    name: 'readPages',
    minThreads: 0,
    maxThreads: threads,
    maxQueue: 64,
    idleTimeout: 20_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const turns = createTurns(threads);
  return {
    // The time runs from when a thread takes the task: that others are before it is not its fault.
    read: (task, signal) => turns(() => readOnce(pool, task, { time: time * task.count, signal })),
    close: () => pool.destroy(),
  };
}

interface Bounds {
  time: number;
  signal: AbortSignal | undefined;
}

async function readOnce(
  pool: Piscina<ReadingTask, ReadingAnswer>,
  task: ReadingTask,
  { time, signal }: Bounds,
): Promise<ReadingResult> {
  const late = AbortSignal.timeout(time);
  try {
    const either = signal ? AbortSignal.any([late, signal]) : late;
    return resultOf(await pool.run(task, { signal: either }));
  } catch (error) {
    throw late.aborted || isOutOfMemory(error) ? new Unreadable('LIMIT') : error;
  }
}

/** Runs so many at once, the others in the order in which they came. */
function createTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next one, or is free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function resultOf(answer: ReadingAnswer): ReadingResult {
  if ('unreadable' in answer) throw new Unreadable(answer.unreadable);
  return answer;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
