import { Piscina } from 'piscina';
import { workerFile } from '../../worker-file.js';
import {
  READING_LIMITS,
  type ReadingResult,
  type ReadingTask,
  Unreadable,
} from './reading-task.js';
import type { ReadingAnswer, ThreadTask } from './reading.worker.js';

/** Threads that read pages, outside of the loop that answers requests. */
export interface ReadingPool {
  /**
   * @throws Unreadable when the file is at fault; anything else when `signal` ended it, or when no
   * thread could begin: then it may be tried again
   */
  read(task: ReadingTask, signal?: AbortSignal): Promise<ReadingResult>;
  /** Ends the threads and what they are at. */
  close(): Promise<void>;
}

export interface ReadingPoolOptions {
  /** Pages at once. Default 1: one core is left for requests. */
  threads?: number;
  /** Milliseconds for each page of a task. Default `READING_LIMITS.time`. */
  time?: number;
  /** Milliseconds until a thread must have begun. Default `READING_LIMITS.startTime`. */
  startTime?: number;
  /** 0 to 19: how far threads stand back behind requests. Default 10. */
  niceness?: number;
}

type Threads = Piscina<ThreadTask, ReadingAnswer>;

/** Milliseconds between two looks whether a thread has begun. */
const LOOK = 10;
/** Milliseconds that the end of the threads is waited for. */
const END_TIME = 10_000;

/** Threads end when they have had nothing to do for a while, and begin again when they have. */
export function createReadingPool(options: ReadingPoolOptions = {}): ReadingPool {
  const { threads = 1, time = READING_LIMITS.time, niceness = 10 } = options;
  const { startTime = READING_LIMITS.startTime } = options;
  const turns = createTurns(threads);
  let pool: Threads | undefined;
  const read = async (task: ReadingTask, signal: AbortSignal | undefined) => {
    const own = (pool ??= startThreads(threads, niceness));
    try {
      return await readOnce(own, task, { startTime, time: time * task.count, signal });
    } catch (error) {
      // A thread that never began would keep its place for ever: new ones take the next page.
      if (error instanceof NotBegun && pool === own) {
        pool = undefined;
        void endOf(own);
      }
      throw error;
    }
  };
  return {
    // The times run from when it is its turn: that others are before it is not its fault.
    read: (task, signal) => turns(() => read(task, signal), signal),
    close: async () => {
      const ended = pool;
      pool = undefined;
      if (ended) await endOf(ended);
    },
  };
}

function startThreads(threads: number, niceness: number): Threads {
  const pool: Threads = new Piscina({
    ...workerFile('./reading.worker', import.meta.url),
    workerData: { niceness },
    name: 'readPages',
    minThreads: 0,
    maxThreads: threads,
    maxQueue: 64,
    idleTimeout: 20_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  // Of a thread that ends before it begins: its page is told by the time.
  pool.on('error', () => undefined);
  return pool;
}

/** Terminated threads end at once, unless they are in a library; nobody waits for that. */
async function endOf(pool: Threads): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, END_TIME);
  });
  await Promise.race([pool.destroy(), late]);
  clearTimeout(timer);
}

interface Bounds {
  startTime: number;
  time: number;
  signal: AbortSignal | undefined;
}

/** No thread took the page in time: the machine's fault, not the file's. */
class NotBegun extends Error {}

async function readOnce(
  pool: Threads,
  task: ReadingTask,
  { startTime, time, signal }: Bounds,
): Promise<ReadingResult> {
  const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const late = new AbortController();
  const either = signal ? AbortSignal.any([late.signal, signal]) : late.signal;
  let fault: Error = new NotBegun('No thread began to read the page.');
  let timer = setTimeout(() => late.abort(fault), startTime);
  const look = setInterval(() => {
    if (Atomics.load(begun, 0) === 0) return;
    clearInterval(look);
    clearTimeout(timer);
    fault = new Unreadable('LIMIT');
    timer = setTimeout(() => late.abort(fault), time);
  }, LOOK);
  try {
    return resultOf(await pool.run({ ...task, begun }, { signal: either }));
  } catch (error) {
    if (isOutOfMemory(error)) throw new Unreadable('LIMIT');
    throw late.signal.aborted ? late.signal.reason : error;
  } finally {
    clearInterval(look);
    clearTimeout(timer);
  }
}

type Turns = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Runs so many at once, the others in the order in which they came; who gives up is left out. */
function createTurns(most: number): Turns {
  const waiting = new Set<() => void>();
  let running = 0;
  return async (work, signal) => {
    signal?.throwIfAborted();
    if (running >= most) await turn(waiting, signal);
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next one, or is free.
      const [next] = waiting;
      if (next) next();
      else running -= 1;
    }
  };
}

function turn(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(take);
      reject(signal?.reason as Error);
    };
    const take = () => {
      waiting.delete(take);
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    waiting.add(take);
    signal?.addEventListener('abort', leave, { once: true });
  });
}

function resultOf(answer: ReadingAnswer): ReadingResult {
  if ('unreadable' in answer) throw new Unreadable(answer.unreadable);
  return answer;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
