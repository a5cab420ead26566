import { outcomeOf, RETRY_SECONDS } from './webhook-send.js';
import { topicCovers } from './webhook-topics.js';

const result = (status: number | null) => ({
  startedAt: new Date(),
  durationMs: 1,
  status,
  fault: status === null ? 'TIMEOUT' : null,
});

test('tries are spread over three days, later ones further apart, and then it ends', () => {
  const days = RETRY_SECONDS.reduce((sum, seconds) => sum + seconds, 0) / 86_400;
  expect(days).toBeGreaterThan(2.9);
  expect(days * 1.2).toBeLessThan(3.7);
  expect([...RETRY_SECONDS].sort((left, right) => left - right)).toEqual(RETRY_SECONDS);
  expect(outcomeOf(result(500), 1, 0)).toEqual({ state: 'PENDING', retryInSeconds: 5 });
  expect(outcomeOf(result(null), 1, 1)).toEqual({ state: 'PENDING', retryInSeconds: 6 });
  expect(outcomeOf(result(301), RETRY_SECONDS.length, 0).state).toBe('PENDING');
  expect(outcomeOf(result(503), RETRY_SECONDS.length + 1)).toEqual({ state: 'FAILED' });
});

test.each([200, 201, 204, 299])('%d is an arrival', (status) => {
  expect(outcomeOf(result(status), 1)).toEqual({ state: 'DELIVERED' });
});

test.each([
  ['*', 'hr.employee.hired', true],
  ['hr.*', 'hr.employee.hired', true],
  ['hr.employee.*', 'hr.employee.hired', true],
  ['hr.employee.hired', 'hr.employee.hired', true],
  ['hr.employee', 'hr.employee.hired', false],
  ['hr*', 'hr.employee.hired', false],
  ['h.*', 'hr.employee.hired', false],
  ['assets.*', 'hr.employee.hired', false],
])('topic %s and event %s: %s', (topic, name, expected) => {
  expect(topicCovers(topic, name)).toBe(expected);
});
