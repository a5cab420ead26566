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
  await fillStock(company, held.id);
  const { phoneContract } = await done('phoneContractCreate phoneContract { id }', {
    ...{ code: 'C-9', carrier: 'Nordnetz' },
  });
  const { phoneLine } = await done('phoneLineCreate phoneLine { id }', {
    ...{ code: 'L-9', contractId: phoneContract.id, kind: 'MOBILE' },
  });
  const number = { number: '+494012345678', lineId: phoneLine.id };
  await done('phoneNumberCreate phoneNumber { id }', number);
  const { network } = await done('networkCreate network { id }', {
    ...{ code: 'LAN', cidr: '10.0.0.0/24' },
  });
  await done('networkAddressAssign networkAddress { id }', { networkId: network.id });
  await fillWork(company, held.id);
  await done('assetRequestCreate assetRequest { id }', { modelId, employeeId, reason: 'Need' });
}

async function fillStock({ app, done, sites }: TestCompany, assetId: string): Promise<void> {
  const { component } = await done('componentCreate component { id }', {
    ...{ code: 'RAM', name: 'Memory' },
  });
  await done('consumableCreate consumable { id }', { code: 'CABLE', name: 'Cable' });
  const move = { componentId: component.id, siteId: sites.HAM };
  await app.owner.data(
    `mutation($in: EquipmentQuantityInput!, $out: ComponentMoveInput!) {
      equipmentReceive(input: $in) { userErrors { code } }
      componentInstall(input: $out) { userErrors { code } } }`,
    { in: { ...move, quantity: 2 }, out: { ...move, quantity: 1, assetId } },
  );
}

async function fillWork({ app, done, sites }: TestCompany, assetId: string): Promise<void> {
  await done('maintenancePlanCreate maintenancePlan { id }', {
    ...{ assetId, name: 'Check', everyDays: 30, dueOn: '2020-01-01' },
  });
  await app.owner.data(
    `mutation($read: CounterReadInput!, $start: AssetAuditStartInput!) {
      counterRead(input: $read) { userErrors { code } }
      assetAuditStart(input: $start) { expected userErrors { code } } }`,
    { read: { assetId, reading: '10' }, start: { siteId: sites.HAM } },
  );
  const item = async (code: string) =>
    (
      await done('configurationItemCreate configurationItem { id }', {
        ...{ code, name: code, kind: 'SERVER' },
      })
    ).configurationItem.id;
  await done('configurationRelationCreate configurationRelation { id }', {
    ...{ dependentId: await item('A'), dependencyId: await item('B'), kind: 'USES' },
  });
}
