import { caller } from '../../test/authz-sample.js';
import { ANONYMOUS } from '../identity/authenticate.js';
import { Refusal } from '../write/errors.js';
import { Buckets } from './bucket.js';
import { RateLimiter, type RateSubject } from './rate-limiter.js';

let now = 0;
const clock = () => now;
const someone: RateSubject = { principal: { ...caller([]), id: 'someone' }, address: '10.0.0.1' };
const of = (changes: Partial<RateSubject['principal']>): RateSubject => ({
  ...someone,
  principal: { ...someone.principal, ...changes },
});
const from = (address: string): RateSubject => ({ principal: ANONYMOUS, address });

/** What a refusal tells of the wait. */
function waitOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    expect((error as Refusal).extensions['code']).toBe('THROTTLED');
    return (error as Refusal).extensions['retryAfterMs'];
  }
  return 0;
}

beforeEach(() => {
  now = 1_000;
});

describe('bucket', () => {
  const size = { burst: 100, perSecond: 10 };

  test('gives what it holds, fills again, and never holds more than its size', () => {
    const buckets = new Buckets(clock);
    expect(buckets.take('a', size, { points: 100 })).toEqual({
      isTaken: true,
      remaining: 0,
      retryAfterMs: 0,
    });
    expect(buckets.take('a', size, { points: 5 })).toEqual({
      isTaken: false,
      remaining: 0,
      retryAfterMs: 500,
    });
    now += 500;
    expect(buckets.take('a', size, { points: 5 }).isTaken).toBe(true);
    now += 3_600_000;
    expect(buckets.remaining('a', size)).toBe(100);
    expect(buckets.remaining('b', size)).toBe(100);
  });

  test('what is larger than the bucket runs when it is full, and leaves a debt', () => {
    const buckets = new Buckets(clock);
    expect(buckets.take('a', size, { points: 250 })).toMatchObject({ isTaken: true, remaining: 0 });
    expect(buckets.take('a', size, { points: 1 })).toMatchObject({
      isTaken: false,
      retryAfterMs: 15_100,
    });
    now += 15_100;
    expect(buckets.take('a', size, { points: 1 }).isTaken).toBe(true);
  });

  test('full ones are forgotten, and the oldest when there are too many', () => {
    const buckets = new Buckets(clock, 2);
    for (const key of ['a', 'b', 'c']) buckets.take(key, size, { points: 100 });
    expect([...'abc'].map((key) => buckets.remaining(key, size))).toEqual([100, 0, 0]);
  });
});

describe('rate limiter', () => {
  test('20 operations of a principal at once, 100 of an integration, any number to measure', () => {
    const most = (subject: RateSubject) => {
      const limiter = new RateLimiter({ clock });
      let count = 0;
      while (count < 500 && waitOf(() => limiter.enter(subject)) === 0) count += 1;
      return count;
    };
    const classes = ['interactive', 'integration', 'bulk', 'benchmark'] as const;
    const counts = classes.map((limitClass) => most(of({ limitClass })));
    expect(counts).toEqual([20, 100, 100, 500]);
  });

  test('a place is free again when the work has ended, and others have their own', () => {
    const limiter = new RateLimiter({ clock });
    const leaves = Array.from({ length: 20 }, () => limiter.enter(someone));
    expect(waitOf(() => limiter.enter(someone))).toBe(250);
    limiter.enter(of({ id: 'another' }));
    leaves[0]?.();
    limiter.enter(someone);
    expect(waitOf(() => limiter.enter(someone))).toBe(250);
  });

  test('1,000 points, 100 a second; the state tells', () => {
    const limiter = new RateLimiter({ clock });
    expect(limiter.state(someone)).toEqual({ limit: 1_000, remaining: 1_000, restoreRate: 100 });
    limiter.enter(someone);
    limiter.charge(someone, { requested: 990 });
    expect(limiter.state(someone)).toMatchObject({ remaining: 10 });
    expect(waitOf(() => limiter.charge(someone, { requested: 31 }))).toBe(200);
    now += 200;
    expect(waitOf(() => limiter.charge(someone, { requested: 31 }))).toBe(0);
  });

  test('an operation larger than the bucket runs when nothing else was asked', () => {
    const limiter = new RateLimiter({ clock });
    limiter.enter(someone);
    expect(waitOf(() => limiter.charge(someone, { requested: 5_000 }))).toBe(0);
    expect(waitOf(() => limiter.enter(someone))).toBe(40_010);
  });

  test.each([
    ['integration', 20_000, 2_000],
    ['bulk', 20_000, 2_000],
  ] as const)('class %s: %d points, %d a second', (limitClass, limit, restoreRate) => {
    const state = new RateLimiter({ clock }).state(of({ limitClass }));
    expect(state).toEqual({ limit, remaining: limit, restoreRate });
  });

  test('nothing is counted of a benchmark', () => {
    const limiter = new RateLimiter({ clock });
    limiter.charge(of({ limitClass: 'benchmark' }), {
      requested: 1_000_000,
      uses: { search: 500 },
    });
    expect(limiter.state(of({ limitClass: 'benchmark' }))).toBeUndefined();
  });

  test('several processes give each its part', () => {
    const limiter = new RateLimiter({ processes: 4, clock });
    expect(limiter.state(someone)).toEqual({ limit: 250, remaining: 250, restoreRate: 25 });
    for (let count = 0; count < 5; count += 1) limiter.enter(someone);
    expect(waitOf(() => limiter.enter(someone))).toBe(250);
  });

  test('callers without credential share the bucket of their address', () => {
    const limiter = new RateLimiter({ clock });
    const use = (address: string, points: number) =>
      waitOf(() => limiter.charge(from(address), { requested: points + 1 }));
    expect([use('10.0.0.1', 200), use('10.0.0.1', 10), use('10.0.0.2', 200)]).toEqual([
      0, 1_000, 0,
    ]);
    // The network of one machine is one caller.
    expect([use('2001:db8::1', 200), use('2001:db8:0:0:9::2', 10)]).toEqual([0, 1_000]);
    expect(use('2001:db8:0:1::1', 200)).toBe(0);
  });

  test('row 55: sign-ins have a small bucket for each address, whoever calls', () => {
    const limiter = new RateLimiter({ clock });
    const signIn = (subject: RateSubject) =>
      waitOf(() => limiter.charge(subject, { requested: 1, uses: { login: 1 } }));
    for (let count = 0; count < 10; count += 1) {
      expect([signIn(from('10.0.0.1')), signIn(someone)]).toEqual([0, 0]);
    }
    expect([signIn(from('10.0.0.1')), signIn(of({ id: 'third' }))]).toEqual([3_000, 3_000]);
    expect(signIn(from('10.0.0.2'))).toBe(0);
  });

  test.each([
    ['search', 100, 100],
    ['export', 10, 30_000],
  ] as const)('a small bucket for each principal: %s', (name, burst, wait) => {
    const limiter = new RateLimiter({ clock });
    const use = (subject: RateSubject) =>
      waitOf(() => limiter.charge(subject, { requested: 1, uses: { [name]: 1 } }));
    for (let count = 0; count < burst; count += 1) expect(use(someone)).toBe(0);
    expect([use(someone), use(of({ id: 'another' }))]).toEqual([wait, 0]);
  });
});

test('several keys of one user share what two of them have; other users are not concerned', () => {
  const limiter = new RateLimiter({ clock });
  const key = (id: string, userId: string) => of({ kind: 'apiKey', id, userId });
  const drain = (subject: RateSubject) => limiter.charge(subject, { requested: 1_001 });
  const [first, second, third] = ['a', 'b', 'c'].map((id) => key(id, 'ann'));
  drain(first as RateSubject);
  drain(second as RateSubject);
  expect(waitOf(() => drain(third as RateSubject))).toBeGreaterThan(0);
  expect(waitOf(() => drain(key('d', 'bob')))).toBe(0);
});

test('several keys of one user run no more than twice as much at once', () => {
  const limiter = new RateLimiter({ clock });
  const enter = (id: string) => limiter.enter(of({ kind: 'apiKey', id, userId: 'ann' }));
  const leave = Array.from({ length: 40 }, (_, index) => enter(index < 20 ? 'a' : 'b'));
  expect(waitOf(() => enter('c'))).toBeGreaterThan(0);
  leave[0]?.();
  expect(waitOf(() => enter('c'))).toBe(0);
});
