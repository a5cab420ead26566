import type { Loose } from '@bureau/testing';
import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
const ids: Record<string, string> = {};
beforeAll(async () => {
  company = await createCompany({ clock: () => new Date('2026-01-15T12:00:00Z') });
  const { asset, employees, sites } = company;
  for (const tag of ['HERE', 'GONE', 'MOVED', 'USED']) await device(tag, sites.VIE);
  for (const tag of ['STRAY', 'LOST', 'HELD', 'QUIET']) await device(tag, sites.HAM);
  await asset('assetCheckOut', { assetId: ids['USED'], siteId: sites.VIE });
  await asset('assetReportLost', { assetId: ids['LOST'] });
  await asset('assetCheckOut', { assetId: ids['HELD'], employeeId: employees['E-1'] });
});
afterAll(() => company?.close());

async function device(tag: string, siteId: string): Promise<void> {
  const input = { tag, modelId: company.modelId, siteId, at: '2025-06-01T00:00:00Z' };
  ids[tag] = (await company.asset('assetCreate', input)).id;
}

async function run(field: string, input: object, selection = ''): Promise<Loose> {
  const types: Record<string, string> = {
    assetAuditApply: 'AssetAuditEndInput',
    assetAuditCancel: 'AssetAuditEndInput',
  };
  const own = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = await company.app.owner.query(
    `mutation($input: ${types[field] ?? own}!) { ${field}(input: $input) {
      assetAudit { id state } ${selection} userErrors { code } } }`,
    { input },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data[field];
}

test('a count finds, misses and brings home, all at once', async () => {
  const { sites, asset, app } = company;
  const { assetAudit, expected } = await run('assetAuditStart', { siteId: sites.VIE }, 'expected');
  expect(expected).toBe(4);
  const again = await run('assetAuditStart', { siteId: sites.VIE });
  expect(again.userErrors).toEqual([{ code: 'ASSETS_AUDIT_OPEN' }]);
  const auditId = assetAudit.id;
  const figures = 'found foreign unknown';
  const first = await run(
    'assetAuditScan',
    { auditId, tags: ['HERE', ' HERE ', 'STRAY', 'NOBODY'] },
    figures,
  );
  expect(first).toMatchObject({ found: 1, foreign: 1, unknown: 1 });
  await run('assetAuditScan', { auditId, tags: ['USED', 'LOST', 'HELD', 'HERE'] });
  await asset('assetTransfer', { assetId: ids['MOVED'], siteId: sites.HAM });
  expect((await run('assetAuditApply', { auditId })).assetAudit.state).toBe('APPLIED');
  const { assets, assetAudit: audit } = await app.owner.data(
    `query($id: ID!) {
      assets(orderBy: [{ field: TAG }]) { nodes { tag state site { code } holder { number } } }
      assetAudit(by: { id: $id }) { lines(orderBy: [{ field: TAG }]) { nodes { tag outcome } } } }`,
    { id: auditId },
  );
  const places = assets.nodes.map((it: Loose) =>
    [it.tag, it.state, it.site?.code ?? it.holder?.number].join(' '),
  );
  expect(places).toEqual([
    'GONE LOST VIE',
    'HELD IN_USE E-1',
    'HERE AVAILABLE VIE',
    'LOST AVAILABLE VIE',
    'MOVED AVAILABLE HAM',
    'QUIET AVAILABLE HAM',
    'STRAY AVAILABLE VIE',
    'USED IN_USE VIE',
  ]);
  expect(audit.lines.nodes.map((it: Loose) => `${it.tag} ${it.outcome}`)).toEqual([
    ...['GONE MISSING', 'HELD FOREIGN', 'HERE FOUND', 'LOST FOREIGN', 'MOVED MOVED'],
    ...['NOBODY UNKNOWN', 'STRAY FOREIGN', 'USED FOUND'],
  ]);
  const closed = await run('assetAuditScan', { auditId, tags: ['HERE'] });
  expect(closed.userErrors).toEqual([{ code: 'ASSETS_AUDIT_STATE' }]);
});

test('a count that is given up changes nothing; bad scans are refused', async () => {
  const { assetAudit } = await run('assetAuditStart', { siteId: company.sites.HAM });
  const auditId = assetAudit.id;
  for (const tags of [[], [' '], ['x'.repeat(41)]]) {
    const { userErrors } = await run('assetAuditScan', { auditId, tags });
    expect(userErrors).toEqual([{ code: 'ASSETS_AUDIT_TAGS' }]);
  }
  expect((await run('assetAuditCancel', { auditId })).assetAudit.state).toBe('CANCELLED');
  const { asset } = await company.app.owner.data('{ asset(by: { tag: "QUIET" }) { state } }');
  expect(asset.state).toBe('AVAILABLE');
  const { errors } = await company.app
    .as({ role: 'itTechnician' })
    .query(
      `mutation($id: ID!) { assetAuditApply(input: { auditId: $id }) { userErrors { code } } }`,
      { id: auditId },
    );
  expect(errors[0]?.extensions).toMatchObject({ permission: 'assets.audit.apply' });
});
