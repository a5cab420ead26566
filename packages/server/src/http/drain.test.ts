import { createDrain } from './drain.js';

test('with nothing under way it ends at once, and takes nothing more', async () => {
  const drain = createDrain();
  drain.enter()?.leave();
  await drain.drain(60);
  expect(drain.draining).toBe(true);
  expect(drain.enter()).toBeUndefined();
});

test('waits for what is under way without aborting it', async () => {
  const drain = createDrain();
  const slow = drain.enter()!;
  let ended = false;
  const ending = drain.drain(60).then(() => (ended = true));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(ended).toBe(false);
  slow.leave();
  await ending;
  expect(slow.signal.aborted).toBe(false);
});

test('aborts what takes too long, and does not wait for ever for its last words', async () => {
  const drain = createDrain();
  const stuck = drain.enter()!;
  const ending = [drain.drain(0.02), drain.drain(60)];
  await Promise.all(ending);
  expect(stuck.signal.reason).toMatchObject({ name: 'RequestAborted', why: 'draining' });
  expect(drain.inFlight).toBe(1);
});
