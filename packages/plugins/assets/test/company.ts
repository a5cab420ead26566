import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type Loose, type TestApp, type TestClient } from '@bureau/testing';
import { assetsPlugin } from '../src/index.js';

/** A small company to try assets on: two sites, a product, and employees by number. */
export interface TestCompany {
  app: TestApp;
  /** Public ids. */
  sites: { HAM: string; VIE: string };
  modelId: string;
  employees: Record<string, string>;
  /** Runs a mutation as the owner and returns the asset of its payload. */
  asset(field: string, input: Record<string, unknown>): Promise<Loose>;
  /** Runs a mutation and returns its payload with these fields of its record; throws if refused. */
  done(call: string, input: Record<string, unknown>, as?: TestClient): Promise<Loose>;
  /** The user errors of a mutation; empty when it was done. */
  refused(field: string, input: Record<string, unknown>, as?: TestClient): Promise<Loose[]>;
  close(): Promise<void>;
}

interface CompanyOptions {
  settings?: Readonly<Record<string, unknown>>;
  clock?: () => Date;
  poolSize?: number;
}

const NUMBERS = ['E-1', 'E-2', 'E-3'];

export async function createCompany(options: CompanyOptions = {}): Promise<TestCompany> {
  const { settings = {}, clock, poolSize } = options;
  const app = await createTestApp({
    plugins: [hrPlugin, { plugin: assetsPlugin, settings }],
    ...(clock && { clock }),
    ...(poolSize !== undefined && { poolSize }),
  });
  try {
    return await fillCompany(app);
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Fills an organization that has nothing yet. */
export async function fillCompany(app: TestApp): Promise<TestCompany> {
  const { owner } = app;
  const basics = await owner.data(`mutation {
    company: legalEntityCreate(input: {code: "AG", name: "AG", country: "DE", currency: "EUR"})
      { legalEntity { id } }
    unit: orgUnitCreate(input: {code: "IT", name: "IT"}) { orgUnit { id } }
    HAM: siteCreate(input: {code: "HAM", name: "Hamburg", timeZone: "Europe/Berlin", country: "DE"})
      { site { id } }
    VIE: siteCreate(input: {code: "VIE", name: "Wien", timeZone: "Europe/Vienna", country: "AT"})
      { site { id } }
  }`);
  const siteId = basics.HAM.site.id;
  const place = { legalEntityId: basics.company.legalEntity.id, unitId: basics.unit.orgUnit.id };
  const employees: Record<string, string> = {};
  for (const number of NUMBERS)
    employees[number] = await hired(owner, number, { ...place, siteId });
  return {
    app,
    sites: { HAM: siteId, VIE: basics.VIE.site.id },
    modelId: await newModel(owner),
    employees,
    asset: async (field, input) =>
      (await owner.data(documentOf(field, ASSET), { input }))[field].asset,
    done: async (call, input, as = owner) => {
      const [, field = '', selection = ''] = /^(\w+)\s*(.*)$/s.exec(call) ?? [];
      const payload = (await as.data(documentOf(field, selection), { input }))[field];
      if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors));
      return payload;
    },
    refused: async (field, input, as = owner) => {
      const { data, errors } = await as.query(documentOf(field), { input });
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return data[field].userErrors;
    },
    close: app.close,
  };
}

async function newModel(owner: TestClient): Promise<string> {
  const { categoryCreate } = await owner.data(
    'mutation { categoryCreate(input: {code: "LAPTOP", name: "Laptops"}) { category { id } } }',
  );
  const { assetModelCreate } = await owner.data(
    `mutation($c: ID!) { assetModelCreate(input: {code: "L1", name: "Laptop 1", categoryId: $c,
      manufacturer: "Lenz", warrantyMonths: 24}) { assetModel { id } } }`,
    { c: categoryCreate.category.id },
  );
  return assetModelCreate.assetModel.id;
}

async function hired(
  owner: TestClient,
  number: string,
  { legalEntityId, ...place }: { legalEntityId: string; unitId: string; siteId: string },
): Promise<string> {
  const job = { position: 'Engineer', ...place };
  const input = {
    number,
    person: { givenName: 'Ada', familyName: number },
    employment: { startsOn: '2020-01-01', legalEntityId, job },
  };
  const document = `mutation($input: EmployeeHireInput!) {
    employeeHire(input: $input) { employee { id } } }`;
  return (await owner.data(document, { input })).employeeHire.employee.id;
}

/** Mutations of this plugin whose input has another name than the field. */
const INPUTS: Record<string, string> = {
  assetReceive: 'AssetToSiteInput',
  assetCheckIn: 'AssetToSiteInput',
  assetRecover: 'AssetToSiteInput',
  assetReturnRequest: 'AssetStepInput',
  assetRepairStart: 'AssetStepInput',
  assetRepairEnd: 'AssetStepInput',
  assetReportLost: 'AssetStepInput',
};

const ASSET = 'asset { id tag version state holder { number } site { code } }';

function documentOf(field: string, selection = ''): string {
  const own = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return `mutation($input: ${INPUTS[field] ?? own}!) { ${field}(input: $input) {
    ${selection}
    userErrors { code message path } } }`;
}
