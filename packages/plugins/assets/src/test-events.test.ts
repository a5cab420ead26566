import { emitTestEvent, samplePayload } from '@bureau/core';
import { createTestApp, type TestApp } from '@bureau/testing';
import { hrPlugin } from '@bureau/plugin-hr';
import { assetsPlugin } from './plugin.js';

/** Events that did not happen: every kind can be tried, and no plugin acts on one. */
let app: TestApp;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin] });
});
afterAll(() => app.close());

const FEED = `{ changes(first: 250) { nodes { name isTest fields recordVersion } } }`;
const jobs = () => app.sql('select id from core.job where order_key is not null');

test('a sample fits the schema of every event of the platform', () => {
  const { plugins } = app.composition;
  const events = plugins.flatMap(({ definition }) => definition.events ?? []);
  expect(events.length).toBeGreaterThan(15);
  for (const event of events) {
    expect(event.payload.safeParse(samplePayload(event)).success).toBe(true);
  }
});

test('a test event is told as one, is in the trail, and reaches no subscriber', async () => {
  const { runtime, organizationId } = app;
  const on = app.composition.plugins.flatMap(({ definition }) => definition.on ?? []);
  const name = on[0]!.event.name;
  await emitTestEvent(runtime, { organizationId, name });
  await app.work();
  await app.caughtUp();
  expect((await app.owner.data(FEED)).changes.nodes).toContainEqual({
    ...{ name, isTest: true, fields: [], recordVersion: null },
  });
  expect(await jobs()).toEqual([]);
  const trail = await app.sql(
    `select principal_kind from core.audit_entry where operation = 'eventTrigger'`,
  );
  expect(trail).toEqual([{ principal_kind: 'system' }]);
});

test('what does not fit is refused with its reason', async () => {
  const { runtime, organizationId } = app;
  const refused = (order: object) => emitTestEvent(runtime, { organizationId, ...order } as never);
  const name = 'core.record.changed';
  await expect(refused({ name: 'hr.nobody' })).rejects.toThrow(/no event "hr.nobody"/);
  await expect(refused({ name, payload: { action: 'MOVE' } })).rejects.toThrow(/action: /);
  await expect(refused({ name, recordId: 'nope_1' })).rejects.toThrow(/no id of a record/);
});
