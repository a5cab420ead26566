import { createCompany, type TestCompany } from '../../test/company.js';

let now = new Date('2026-03-10T12:00:00Z');
let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ clock: () => now });
});
afterAll(() => company?.close());

test('leases and phone contracts that end soon are told of once, another end again', async () => {
  const { app, asset, done, modelId, sites } = company;
  const manager = await app.member('assetManager');
  const base = { modelId, siteId: sites.HAM, at: '2025-06-01T00:00:00Z' };
  const { id } = await asset('assetCreate', { ...base, tag: 'L-1', leaseEndsOn: '2026-04-30' });
  await asset('assetCreate', { ...base, tag: 'L-2', leaseEndsOn: '2027-04-30' });
  await done('phoneContractCreate phoneContract { id }', {
    ...{ code: 'C-1', carrier: 'Nordnetz', endsOn: '2026-04-15' },
  });
  await app.work();
  const titles = async () => {
    const { notifications } = await manager.data('{ notifications { nodes { title } } }');
    return notifications.nodes.map(({ title }: { title: string }) => title).sort();
  };
  for (const day of ['2026-03-11', '2026-03-12']) {
    now = new Date(`${day}T08:00:00Z`);
    await app.work();
  }
  expect(await titles()).toEqual([
    'Agreement on L-1 ends on 2026-04-30',
    'Agreement on Nordnetz C-1 ends on 2026-04-15',
  ]);
  await asset('assetUpdate', { id, leaseEndsOn: '2026-05-05' });
  now = new Date('2026-03-13T08:00:00Z');
  await app.work();
  expect(await titles()).toContain('Agreement on L-1 ends on 2026-05-05');
});
