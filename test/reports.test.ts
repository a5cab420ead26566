import { setTimeout as sleep } from 'node:timers/promises';
import { RequestContext, systemCaller } from '@bureau/core';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin] });
}, 60_000);
afterAll(() => app.close());

function context(deadlineMs = 60_000): RequestContext {
  const caller = systemCaller(app.composition, app.organizationId, 'report-test');
  return new RequestContext(app.runtime, { ...caller, deadline: Date.now() + deadlineMs });
}

const READ = '{ employees(first: 10) { totalCount } }';

test('#69 slow reports have connections of their own: everybody else is served', async () => {
  const ctx = context();
  const reports = Array.from({ length: 20 }, () => ctx.report('select pg_sleep(0.4)'));
  while (app.runtime.reports.load.waiting === 0) await sleep(5);
  await app.owner.data(READ);
  // Reads that had to queue behind reports would have been answered after the last of them.
  const { waiting, total } = app.runtime.reports.load;
  expect(total).toBe(2);
  expect(waiting).toBeGreaterThan(0);
  await Promise.all(reports);
}, 30_000);

test('a report reads its own organization, writes nothing and keeps its deadline', async () => {
  const other = await app.otherOrganization();
  const [row] = await context().report<{ slugs: string }>(
    'select string_agg(slug, $1) as slugs from core.organization',
    [','],
  );
  expect(row).toEqual({ slugs: app.slug });
  expect(other.slug).not.toBe(app.slug);
  await expect(
    context().report("update core.organization set name = 'x' returning id"),
  ).rejects.toThrow(/permission denied|read-only/);
  await expect(context(300).report('select pg_sleep(5)')).rejects.toThrow(
    'The time for this request is over.',
  );
});
