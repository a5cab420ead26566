import { statfs } from 'node:fs/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import { Refusal, type RequestContext } from '@bureau/core';
import type { Environment } from '../environment.js';
import { refuse } from '../http/answer.js';
import type { Route } from '../http/route.js';

/** Whether there is room for writes. */
export interface DiskGuard {
  /** True while free space is below the limit: writes are refused, reads go on. */
  readonly isFull: boolean;
  /** Bytes at the last look; undefined where the system does not say. */
  readonly freeBytes: number | undefined;
  /** Looks now. */
  look(): Promise<void>;
  stop(): void;
}

export interface DiskGuardOptions {
  folder: string;
  /** Below it writes are refused. */
  leastBytes: number;
  /** Milliseconds between two looks. Default 2,000. */
  everyMs?: number;
  /** Free bytes of a folder; default as the system says. */
  freeOf?: (folder: string) => Promise<number>;
  log: { warn(data: Record<string, unknown>, message: string): void };
}

/** A tenth more than the limit has to be free again: a guard at the edge does not flutter. */
const RELIEF = 1.1;

/**
 * Watches the disk that database and files are on. A database that runs out of space stops in the
 * midst of its work; refusing writes a little before keeps it serving.
 */
export function createDiskGuard(options: DiskGuardOptions): DiskGuard {
  const { folder, leastBytes, everyMs = 2_000, freeOf = freeBytesOf, log } = options;
  let isFull = false;
  let freeBytes: number | undefined;
  const look = async (): Promise<void> => {
    freeBytes = await freeOf(folder).catch(() => undefined);
    if (freeBytes === undefined) return;
    const wasFull = isFull;
    isFull = freeBytes < leastBytes * (wasFull ? RELIEF : 1);
    if (isFull === wasFull) return;
    const what = isFull
      ? 'disk nearly full: writes are refused, jobs wait'
      : 'writes are taken again, jobs go on';
    log.warn({ folder, freeBytes, leastBytes }, what);
  };
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    get isFull() {
      return isFull;
    },
    get freeBytes() {
      return freeBytes;
    },
    look,
    stop: () => clearInterval(timer),
  };
}

/** Free space below which writes are refused, unless the environment says otherwise. */
const DISK_MIN_FREE = 200_000_000;

/** The guard of a process; it has looked once. */
export async function watchDisk(
  { dataDir, diskMinFreeBytes = DISK_MIN_FREE }: Pick<Environment, 'dataDir' | 'diskMinFreeBytes'>,
  log: DiskGuardOptions['log'],
): Promise<DiskGuard> {
  const guard = createDiskGuard({ folder: dataDir, leastBytes: diskMinFreeBytes, log });
  await guard.look();
  return guard;
}

const REFUSED = 'The disk of the server is nearly full; reads go on. Try again later.';

/** Refuses mutations while there is no room for them. */
export function guardPlugin(guard: DiskGuard): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation }) => {
        if (operation?.operation !== 'mutation' || !guard.isFull) return;
        throw new Refusal('UNAVAILABLE', REFUSED, { http: { status: 503 } });
      },
    }),
  };
}

/** The same of a route that takes bytes. */
export function guarded(guard: DiskGuard, route: Route): Route {
  return {
    ...route,
    handle: async (request, response, exchange) => {
      if (!guard.isFull) return route.handle(request, response, exchange);
      refuse(response, {
        status: 503,
        code: 'UNAVAILABLE',
        message: REFUSED,
        requestId: exchange.requestId,
        headers: { connection: 'close' },
      });
    },
  };
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
