import type { BucketSize } from './limit-classes.js';

/** What became of a request for points. */
export interface Taken {
  isTaken: boolean;
  /** Whole points that are left now; 0 while there is a debt. */
  remaining: number;
  /** Milliseconds until as much can be taken; 0 when it was. */
  retryAfterMs: number;
}

/** How much is asked for. */
export interface Wanted {
  points: number;
  /** How many of them were taken before; default 0. */
  paid?: number;
}

interface Level {
  points: number;
  /** Milliseconds of the clock. */
  at: number;
  size: BucketSize;
}

const MAX_BUCKETS = 20_000;

/**
 * Buckets by key, in the memory of this process. What is larger than a bucket is given when the
 * bucket is full, and leaves a debt: no operation that the other limits allow waits for ever.
 * Full buckets are forgotten; so are the oldest when there are too many.
 */
export class Buckets {
  private readonly levels = new Map<string, Level>();

  constructor(
    /** Milliseconds that never go back. */
    private readonly clock: () => number = () => performance.now(),
    private readonly capacity = MAX_BUCKETS,
  ) {}

  /** Takes points, or none of them; `paid` of them were taken before. */
  take(key: string, size: BucketSize, { points, paid = 0 }: Wanted): Taken {
    const level = this.levelOf(key, size);
    const needed = Math.min(points, size.burst) - paid;
    const isTaken = level.points >= needed;
    if (isTaken) level.points -= points - paid;
    this.keep(key, level);
    const missing = isTaken ? 0 : needed - level.points;
    return {
      isTaken,
      remaining: Math.max(0, Math.floor(level.points)),
      retryAfterMs: Math.ceil((missing / size.perSecond) * 1_000),
    };
  }

  /** Whole points that are left. */
  remaining(key: string, size: BucketSize): number {
    return Math.max(0, Math.floor(this.levelOf(key, size).points));
  }

  private levelOf(key: string, size: BucketSize): Level {
    const now = this.clock();
    const { points, at } = this.levels.get(key) ?? { points: size.burst, at: now };
    const refilled = points + ((now - at) / 1_000) * size.perSecond;
    return { points: Math.min(size.burst, refilled), at: now, size };
  }

  /** The latest used stand last. */
  private keep(key: string, level: Level): void {
    this.levels.delete(key);
    this.levels.set(key, level);
    if (this.levels.size <= this.capacity) return;
    for (const [old, { points, at, size }] of this.levels) {
      const isFull = points + ((level.at - at) / 1_000) * size.perSecond >= size.burst;
      if (!isFull && this.levels.size <= this.capacity) return;
      this.levels.delete(old);
    }
  }
}
