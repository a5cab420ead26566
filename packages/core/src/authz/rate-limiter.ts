import type { Principal } from '../context/principal.js';
import { Refusal } from '../write/errors.js';
import { Buckets, type Wanted } from './bucket.js';
import { limitsOf, type BucketSize, type ClassLimits, type SmallBucket } from './limit-classes.js';

/** Who is counted: a credential's principal, or the address of a caller without one. */
export interface RateSubject {
  principal: Principal;
  /** Of the client; behind a trusted proxy what that says. */
  address: string | undefined;
}

/** State of the caller's bucket, for `extensions.throttle`. */
export interface Throttle {
  limit: number;
  remaining: number;
  /** Points a second. */
  restoreRate: number;
}

export interface RateLimiterOptions {
  /** Server processes that share the load; each gives its part of every limit. Default 1. */
  processes?: number;
  /** Milliseconds that never go back. */
  clock?: () => number;
}

/** All keys and sessions of one user together may do as much as this many of them. */
const USER_FACTOR = 2;

/** How long a caller who has too much under way should wait: none of it has a known end. */
const SLOT_WAIT_MS = 250;

/**
 * How much a caller does at once and over time. It counts in the memory of this process; with
 * several processes each allows its part.
 */
export class RateLimiter {
  private readonly buckets: Buckets;
  private readonly running = new Map<string, number>();
  private readonly processes: number;

  constructor({ processes = 1, clock }: RateLimiterOptions = {}) {
    this.processes = processes;
    this.buckets = new Buckets(clock);
  }

  /**
   * Lets a request in: takes its first point and a place among those under way. Call what it
   * returns once, when the work has ended.
   * @throws Refusal THROTTLED with `retryAfterMs`
   */
  enter(subject: RateSubject): () => void {
    const key = keyOf(subject);
    const limits = limitsOf(subject.principal);
    const most = Math.max(1, Math.floor(limits.concurrent / this.processes));
    const user = userKey(subject);
    const isFull =
      this.count(key) >= most || (user !== undefined && this.count(user) >= most * USER_FACTOR);
    if (isFull) {
      throw throttled(`At most ${most} operations at once.`, SLOT_WAIT_MS, 'concurrent');
    }
    this.takeAll(subject, limits.bucket, { points: 1 });
    const places = user === undefined ? [key] : [key, user];
    for (const place of places) this.running.set(place, this.count(place) + 1);
    return () => {
      for (const place of places) this.leave(place);
    };
  }

  private count(key: string): number {
    return this.running.get(key) ?? 0;
  }

  private leave(key: string): void {
    const left = this.count(key) - 1;
    if (left > 0) this.running.set(key, left);
    else this.running.delete(key);
  }

  /**
   * Charges an operation that may run: its points (the first was taken when it came in), and uses
   * of the small buckets. Sign-ins count for the address whoever calls.
   * @throws Refusal THROTTLED with `retryAfterMs`
   */
  charge(subject: RateSubject, cost: { requested: number; uses?: SmallUses }): void {
    const limits = limitsOf(subject.principal);
    for (const [name, uses] of Object.entries(cost.uses ?? {}) as [SmallBucket, number][]) {
      this.takeSmall(subject, limits, { name, uses });
    }
    this.takeAll(subject, limits.bucket, { points: Math.max(1, cost.requested), paid: 1 });
  }

  /** A credential that is not valid counts for the address. @throws Refusal THROTTLED */
  chargeRefused(subject: RateSubject): void {
    this.take(keyOf(subject), limitsOf(subject.principal).bucket, { points: 1 });
  }

  /** The state of the caller's bucket; undefined where nothing is counted. */
  state(subject: RateSubject): Throttle | undefined {
    const size = this.share(limitsOf(subject.principal).bucket);
    if (!size) return undefined;
    const remaining = this.buckets.remaining(keyOf(subject), size);
    return { limit: size.burst, remaining, restoreRate: size.perSecond };
  }

  private takeSmall(
    { principal, address }: RateSubject,
    limits: ClassLimits,
    { name, uses }: { name: SmallBucket; uses: number },
  ): void {
    const size = this.share(limits.small[name]);
    if (!size || uses === 0) return;
    const key = name === 'login' ? addressKey(address) : keyOf({ principal, address });
    const taken = this.buckets.take(`${name} ${key}`, size, { points: uses });
    if (!taken.isTaken) throw throttled(`Too many: ${name}.`, taken.retryAfterMs, name);
  }

  /** Of the credential, then of its user: more keys must not multiply what is given. */
  private takeAll(subject: RateSubject, size: BucketSize | undefined, wanted: Wanted): void {
    this.take(keyOf(subject), size, wanted);
    const user = userKey(subject);
    if (user === undefined || !size) return;
    const { burst, perSecond } = size;
    const whole = { burst: burst * USER_FACTOR, perSecond: perSecond * USER_FACTOR };
    // One credential pays what its own bucket holds at most: it cannot use up what the others have.
    const points = Math.min(wanted.points, this.share(size)?.burst ?? burst);
    this.take(user, whole, { ...wanted, points });
  }

  private take(key: string, whole: BucketSize | undefined, wanted: Wanted): void {
    const size = this.share(whole);
    if (!size) return;
    const { isTaken, retryAfterMs } = this.buckets.take(key, size, wanted);
    if (!isTaken) throw throttled('Too many operations in a short time.', retryAfterMs, 'points');
  }

  private share(size: BucketSize | undefined): BucketSize | undefined {
    if (!size || this.processes === 1) return size;
    const { burst, perSecond } = size;
    const part = Math.max(1, Math.floor(burst / this.processes));
    return { burst: part, perSecond: perSecond / this.processes };
  }
}

/** Uses of small buckets by an operation. */
export type SmallUses = Readonly<Partial<Record<SmallBucket, number>>>;

function throttled(message: string, retryAfterMs: number, limit: string): Refusal {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const text = `${message} Try again in ${seconds} s.`;
  return new Refusal('THROTTLED', text, { retryAfterMs, limit });
}

function keyOf({ principal, address }: RateSubject): string {
  return principal.kind === 'anonymous' ? addressKey(address) : principal.id;
}

/** Of all credentials of a user together; none for callers without one. */
function userKey({ principal }: RateSubject): string | undefined {
  return principal.userId === undefined ? undefined : `user ${principal.userId}`;
}

/** One key for the network that a home or a machine of IPv6 has to itself (64 bits). */
function addressKey(address = ''): string {
  if (!address.includes(':') || address.includes('.')) return `address ${address}`;
  const [head = '', tail = ''] = address.split('::');
  const [front, back] = [head, tail].map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - (front?.length ?? 0) - (back?.length ?? 0) }, () => '0');
  return `address ${[...(front ?? []), ...zeros, ...(back ?? [])].slice(0, 4).join(':')}`;
}
