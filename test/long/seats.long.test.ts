import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';

/** Races of the inventory at full width: fifty connections, exactly the limit succeeds. */

const CONNECTIONS = 50;
const SEATS = 20;
const DAY = '2099-06-01';

let app: TestApp;
let siteId: string;
let modelId: string;
beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin], poolSize: CONNECTIONS });
  const made = await app.owner.data(`mutation {
    siteCreate(input: {code: "HAM", name: "Hamburg", timeZone: "Europe/Berlin", country: "DE"})
      { site { id } }
    categoryCreate(input: {code: "PC", name: "Computers"}) { category { id } } }`);
  siteId = made.siteCreate.site.id;
  const model = await app.owner.data(
    `mutation($c: ID!) { assetModelCreate(input: {code: "PC-1", name: "PC", categoryId: $c}) {
      assetModel { id } } }`,
    { c: made.categoryCreate.category.id },
  );
  modelId = model.assetModelCreate.assetModel.id;
}, 120_000);
afterAll(() => app?.close());

async function devices(): Promise<string[]> {
  const ids: string[] = [];
  for (let count = 0; count < CONNECTIONS; count += 1) {
    const { assetCreate } = await app.owner.data(
      `mutation($s: ID!, $m: ID!) { assetCreate(input: { modelId: $m, siteId: $s }) {
        asset { id } } }`,
      { s: siteId, m: modelId },
    );
    ids.push(assetCreate.asset.id);
  }
  return ids;
}

/** Whoever waits too long for the others is told so, and asks again. */
async function asked(field: string, type: string, input: object): Promise<string> {
  const document = `mutation($input: ${type}!) { ${field}(input: $input) {
    userErrors { code } } }`;
  for (;;) {
    const { data, errors } = await app.owner.query(document, { input });
    const payload = data?.[field];
    if (payload) return payload.userErrors[0]?.code ?? 'DONE';
    expect(errors[0]?.extensions).toMatchObject({ retryable: true });
  }
}

const count = (outcomes: readonly string[], wanted: string) =>
  outcomes.filter((outcome) => outcome === wanted).length;

test('fifty want twenty seats at once: twenty get one', async () => {
  const { licenseCreate } = await app.owner.data(
    `mutation($n: Int!) { licenseCreate(input: { code: "RACE", name: "Race", seats: $n }) {
      license { id } } }`,
    { n: SEATS },
  );
  const licenseId = licenseCreate.license.id;
  const outcomes = await Promise.all(
    (await devices()).map((assetId) =>
      asked('seatAssign', 'SeatAssignInput', { licenseId, assetId }),
    ),
  );
  expect(count(outcomes, 'DONE')).toBe(SEATS);
  expect(count(outcomes, 'ASSETS_NO_SEAT_FREE')).toBe(CONNECTIONS - SEATS);
}, 300_000);

test('fifty want the next of thirty addresses at once: each is given out once', async () => {
  const { networkCreate } = await app.owner.data(
    'mutation { networkCreate(input: { code: "RACE", cidr: "10.0.0.0/27" }) { network { id } } }',
  );
  const input = { networkId: networkCreate.network.id };
  const outcomes = await Promise.all(
    Array.from({ length: CONNECTIONS }, () =>
      asked('networkAddressAssign', 'NetworkAddressAssignInput', input),
    ),
  );
  expect(count(outcomes, 'DONE')).toBe(30);
  const [row] = await app.sql(
    'select count(distinct address)::int as n from assets.network_address',
  );
  expect(row).toEqual({ n: 30 });
}, 300_000);

test('fifty want one device on one day at once: one gets it', async () => {
  const legal = await app.owner.data(`mutation {
    legalEntityCreate(input: {code: "AG", name: "AG", country: "DE", currency: "EUR"})
      { legalEntity { id } }
    orgUnitCreate(input: {code: "IT", name: "IT"}) { orgUnit { id } } }`);
  const job = { position: 'Engineer', siteId, unitId: legal.orgUnitCreate.orgUnit.id };
  const legalEntityId = legal.legalEntityCreate.legalEntity.id;
  const { employeeHire } = await app.owner.data(
    `mutation($input: EmployeeHireInput!) { employeeHire(input: $input) { employee { id } } }`,
    {
      input: {
        number: 'E-1',
        person: { givenName: 'Ada', familyName: 'One' },
        employment: { startsOn: '2020-01-01', legalEntityId, job },
      },
    },
  );
  const [assetId] = await devices();
  const input = { assetId, employeeId: employeeHire.employee.id, startsOn: DAY, endsOn: DAY };
  const outcomes = await Promise.all(
    Array.from({ length: CONNECTIONS }, () =>
      asked('assetReservationCreate', 'AssetReservationCreateInput', input),
    ),
  );
  expect(count(outcomes, 'DONE')).toBe(1);
  expect(count(outcomes, 'ASSETS_RESERVED')).toBe(CONNECTIONS - 1);
}, 300_000);
