import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ poolSize: 20 });
});
afterAll(() => company?.close());

let codes = 0;
async function network(cidr: string): Promise<string> {
  const input = { code: `NET-${++codes}`, cidr };
  return (await company.done('networkCreate network { id }', input)).network.id;
}

const take = async (networkId: string, more: object = {}) =>
  (
    await company.done('networkAddressAssign networkAddress { id address hostName macAddress }', {
      networkId,
      ...more,
    })
  ).networkAddress;
const faults = async (field: string, input: Record<string, unknown>) =>
  (await company.refused(field, input)).map(({ code, path }) => `${code} ${path.join('.')}`);

test.each([
  ['10.1.0.0/30', ['10.1.0.1', '10.1.0.2']],
  ['10.2.0.0/31', ['10.2.0.0', '10.2.0.1']],
  ['10.3.0.7/32', ['10.3.0.7']],
  ['255.255.255.252/30', ['255.255.255.253', '255.255.255.254']],
  ['fd00:0:0:1::/127', ['fd00:0:0:1::', 'fd00:0:0:1::1']],
])('%s gives out its addresses in order, and then none', async (cidr, addresses) => {
  const networkId = await network(cidr);
  const given: string[] = [];
  for (const _ of addresses) given.push((await take(networkId)).address);
  expect(given).toEqual(addresses);
  expect(await faults('networkAddressAssign', { networkId })).toEqual([
    'ASSETS_NO_ADDRESS_FREE input.networkId',
  ]);
});

test('a gap is given out first, a freed address again, a large range at once', async () => {
  const networkId = await network('10.9.0.0/24');
  const first = await take(networkId);
  await take(networkId, { address: '10.9.0.2' });
  await take(networkId, { address: '10.9.0.4' });
  expect((await take(networkId)).address).toBe('10.9.0.3');
  await company.app.owner.data(
    `mutation($id: ID!) { networkAddressRelease(input: { id: $id }) {
      releasedId userErrors { code } } }`,
    { id: first.id },
  );
  expect((await take(networkId)).address).toBe('10.9.0.1');
  expect((await take(await network('fd00:1::/64'))).address).toBe('fd00:1::1');
});

test('addresses have one form, and lie in their network once', async () => {
  const networkId = await network('fd00:2::/64');
  const made = await take(networkId, {
    address: 'FD00:0002::00AB',
    hostName: 'Printer-1.Example.com',
    macAddress: '00-1A-2B-3C-4D-5E',
  });
  expect(made).toMatchObject({
    address: 'fd00:2::ab',
    hostName: 'printer-1.example.com',
    macAddress: '00:1a:2b:3c:4d:5e',
  });
  const assign = (more: object) => faults('networkAddressAssign', { networkId, ...more });
  expect(await assign({ address: 'fd00:2:0::ab' })).toEqual(['ASSETS_ADDRESS_TAKEN input.address']);
  expect(await assign({ address: 'fd00:3::1' })).toEqual(['ASSETS_ADDRESS_OUTSIDE input.address']);
  expect(await assign({ address: 'fe80::1%eth0' })).toEqual(['ASSETS_ADDRESS input.address']);
  expect(await assign({ address: '10.0.0' })).toEqual(['ASSETS_ADDRESS input.address']);
  expect(await assign({ macAddress: '00:1a' })).toEqual(['ASSETS_MAC_ADDRESS input.macAddress']);
  expect(await assign({ hostName: '-x' })).toEqual(['ASSETS_HOST_NAME input.hostName']);
  const create = (cidr: string) => faults('networkCreate', { code: 'BAD', cidr });
  for (const cidr of ['10.0.0.1/24', '10.0.0.0', '10.0.0.0/33', 'x/8', '10.0.0.0/8/9']) {
    expect(await create(cidr)).toEqual(['ASSETS_CIDR input.cidr']);
  }
  expect(await create('fd00:2::/64')).toEqual(['CORE_DUPLICATE input.cidr']);
});

test('the database refuses an address outside of its network', async () => {
  const networkId = await network('10.30.0.0/24');
  const insert = company.app.sql(
    `insert into assets.network_address (id, network_id, address)
      values (gen_random_uuid(), $1, '10.31.0.1')`,
    [company.app.uuid(networkId)],
  );
  await expect(insert).rejects.toMatchObject({ message: 'ASSETS_ADDRESS_OUTSIDE' });
});

test('row 62: twenty ask for the next of fourteen addresses: each is given out once', async () => {
  const networkId = await network('10.40.0.0/28');
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => faults('networkAddressAssign', { networkId })),
  );
  expect(outcomes.filter((found) => found.length === 0)).toHaveLength(14);
  const [row] = await company.app.sql<{ taken: string }>(
    'select count(distinct address) as taken from assets.network_address where network_id = $1',
    [company.app.uuid(networkId)],
  );
  expect(row?.taken).toBe('14');
});

test('what leaves the organization leaves its addresses behind', async () => {
  const { asset, modelId, sites } = company;
  const { id: assetId } = await asset('assetCreate', { tag: 'N-1', modelId, siteId: sites.HAM });
  const networkId = await network('10.50.0.0/30');
  await take(networkId, { assetId });
  await asset('assetDispose', { assetId, reason: 'Scrap' });
  expect((await take(networkId)).address).toBe('10.50.0.1');
  expect(await faults('networkAddressAssign', { networkId, assetId })).toEqual([
    'ASSETS_ALREADY_DISPOSED input.assetId',
  ]);
});
