import { createCompany, type TestCompany } from '../test/company.js';

let now: Date;
let company: TestCompany;

beforeAll(async () => {
  now = new Date('2026-03-10T12:00:00Z');
  company = await createCompany({ clock: () => now });
});
afterAll(() => company?.close());

const told = () =>
  company.app.sql(`select payload ->> 'tag' as tag, payload ->> 'warrantyEndsOn' as until
    from core.outbox_event where name = 'assets.asset.warrantyEnding' order by sequence`);

test('each end of a warranty is told once, in time, also after a break', async () => {
  const { app, asset, modelId, sites } = company;
  const ends = { soon: '2026-03-31', later: '2026-04-20', over: '2026-03-01' };
  const ids: Record<string, string> = {};
  for (const [tag, warrantyEndsOn] of Object.entries(ends)) {
    const input = { tag, modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z', warrantyEndsOn };
    ids[tag] = (await asset('assetCreate', input)).id;
  }
  await app.work();
  expect(await told()).toEqual([]);
  now = new Date('2026-03-11T06:00:00Z');
  await app.work();
  expect(await told()).toEqual([{ tag: 'soon', until: '2026-03-31' }]);
  // Two weeks without a server.
  now = new Date('2026-03-25T09:00:00Z');
  await app.work();
  expect((await told()).slice(1)).toEqual([{ tag: 'later', until: '2026-04-20' }]);
  await asset('assetUpdate', { id: ids['soon'], warrantyEndsOn: '2026-04-02' });
  now = new Date('2026-03-26T06:00:00Z');
  await app.work();
  await app.work();
  expect((await told()).slice(2)).toEqual([{ tag: 'soon', until: '2026-04-02' }]);
});

test('whoever keeps the inventory is told with it, once for each end', async () => {
  const { app, asset, modelId, sites } = company;
  const manager = await app.member('assetManager');
  const viewer = await app.member('viewer');
  const input = { tag: 'W-9', modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  const { id } = await asset('assetCreate', { ...input, warrantyEndsOn: '2026-04-10' });
  now = new Date('2026-03-27T06:00:00Z');
  await app.work();
  now = new Date('2026-03-28T06:00:00Z');
  await app.work();
  const list = '{ notifications { nodes { kind title delivery record { id } } } }';
  const shown = (await manager.data(list)).notifications.nodes;
  expect(shown).toEqual([
    {
      kind: 'assets.warranty.ending',
      title: 'Warranty of W-9 ends on 2026-04-10',
      delivery: 'DAILY',
      record: { id },
    },
  ]);
  expect((await viewer.data(list)).notifications.nodes).toEqual([]);
});
