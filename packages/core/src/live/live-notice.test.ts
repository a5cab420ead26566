import { uuidv7 } from '../model/ids.js';
import { LiveStream } from './live-stream.js';
import { readNotice, writeNotices } from './live-notice.js';

const organizationId = uuidv7();

test('many events stand in one notification, none is longer than PostgreSQL takes', () => {
  const events = Array.from({ length: 1_000 }, (_unused, at) => ({
    id: uuidv7(),
    name: at % 3 === 0 ? 'core.record.changed' : 'fleet.vehicle.inspectedByAuthority',
    recordType: at % 7 === 0 ? null : 'FleetVehicle',
    recordId: at % 7 === 0 ? null : uuidv7(),
  }));
  const texts = writeNotices({ organizationId, events });
  for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8_000);
  expect(texts.length).toBeLessThan(30);
  const read = texts.map((text) => readNotice(text));
  expect(read.every((notice) => notice?.organizationId === organizationId)).toBe(true);
  expect(read.flatMap((notice) => notice?.events ?? [])).toEqual(events);
  expect(readNotice('something else')).toBeUndefined();
  expect(writeNotices({ organizationId, events: [] })).toEqual([]);
});

const event = (name: string) => ({
  ...{ id: uuidv7(), name, version: 1, payload: {}, at: new Date() },
  ...{ recordType: null, recordId: null },
});

test('a stream keeps the order, ends once, and tells a slow reader that it lost', async () => {
  let ends = 0;
  const stream = new LiveStream(() => (ends += 1));
  const first = stream.next();
  stream.push(event('a'));
  stream.push(event('b'));
  expect((await first).value?.name).toBe('a');
  expect((await stream.next()).value?.name).toBe('b');
  for (let count = 0; count <= 1_000; count += 1) stream.push(event('c'));
  await expect(stream.next()).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  await stream.return();
  expect(ends).toBe(1);
});

test('who waits hears of the end at once', async () => {
  const failed = new LiveStream(() => undefined);
  const waiting = failed.next();
  failed.fail(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  const finished = new LiveStream(() => undefined);
  const last = finished.next();
  finished.finish();
  expect((await last).done).toBe(true);
});
