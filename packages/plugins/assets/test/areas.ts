import type { TestCompany } from './company.js';

/** At least one row of each record type of the areas of this plugin, about an asset at a site. */
export async function fillAreas(company: TestCompany, assetId: string): Promise<void> {
  const { done, employees } = company;
  const employeeId = employees['E-1'];
  const { license } = await done('licenseCreate license { id }', {
    ...{ code: 'CAD', name: 'CAD Pro', seats: 2 },
  });
  await done('seatAssign seat { id }', { licenseId: license.id, employeeId });
  await done('assetReservationCreate assetReservation { id }', {
    ...{ assetId, employeeId, startsOn: '2099-01-01', endsOn: '2099-01-02' },
  });
  await done('statusLabelCreate statusLabel { id }', {
    ...{ code: 'READY', name: 'Ready', class: 'DEPLOYABLE' },
  });
  const { asset, modelId, sites } = company;
  const held = await asset('assetCreate', { tag: 'AREA-1', modelId, siteId: sites.HAM });
  await asset('assetCheckOut', { assetId: held.id, employeeId });
  await done('assetReturnAccept asset { id }', {
    ...{ assetId: held.id, siteId: sites.HAM, condition: 'GOOD' },
  });
  await done('assetRequestCreate assetRequest { id }', { modelId, employeeId, reason: 'Need' });
}
