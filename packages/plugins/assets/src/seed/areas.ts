import type { SeedContext } from '@bureau/core';
import type { DemoCompany } from './demo-company.js';

type Made = Record<string, Record<string, { id: string }>>;

const FOUND = `{ assets(first: 2, orderBy: [{ field: TAG }],
    where: { model: { category: { code: { eq: "LAB" } } }, state: { eq: AVAILABLE } }) {
    nodes { id } }
  phones: assets(first: 2, orderBy: [{ field: TAG }],
    where: { model: { category: { code: { eq: "PHONE" } } }, state: { eq: IN_USE } }) {
    nodes { id holder { id } } } }`;

const WHOLE = 'userErrors { code message }';

const FIRST = `mutation {
  wipe: statusLabelCreate(input: { code: "WIPE", name: "To be wiped", class: PENDING }) { ${WHOLE} }
  parts: statusLabelCreate(input: { code: "PARTS", name: "Waits for parts",
    class: UNDEPLOYABLE }) { ${WHOLE} }
  ready: statusLabelCreate(input: { code: "READY", name: "Ready", class: DEPLOYABLE }) { ${WHOLE} }
  ram: componentCreate(input: { code: "RAM-16", name: "Memory 16 GB" }) {
    component { id } ${WHOLE} }
  cable: consumableCreate(input: { code: "USB-C-2", name: "USB-C cable 2 m" }) {
    consumable { id } ${WHOLE} }
  contract: phoneContractCreate(input: { code: "NN-48211", carrier: "Nordnetz Mobil",
    startsOn: "2025-01-01", monthlyCost: { amount: "318.40", currency: "EUR" } }) {
    phoneContract { id } ${WHOLE} }
  lab: networkCreate(input: { code: "HAM-LAB", name: "Laboratory Hamburg", vlan: 30,
    cidr: "10.20.30.0/24" }) { network { id } ${WHOLE} }
  erp: configurationItemCreate(input: { code: "ERP", name: "Order system", kind: SERVICE }) {
    configurationItem { id } ${WHOLE} }
  store: configurationItemCreate(input: { code: "DB-1", name: "Database of orders",
    kind: DATABASE }) { configurationItem { id } ${WHOLE} }
  host: configurationItemCreate(input: { code: "SRV-1", name: "Server room Hamburg, rack 1",
    kind: SERVER }) { configurationItem { id } ${WHOLE} }
}`;

/** Statuses, stock, a phone contract, a network and what depends on what, in few requests. */
export async function seedAreas({ run }: SeedContext, company: DemoCompany): Promise<void> {
  const { assets, phones } = (await run(FOUND)) as {
    assets: { nodes: { id: string }[] };
    phones: { nodes: { id: string; holder: { id: string } }[] };
  };
  const made = (await run(FIRST)) as Made;
  const id = (alias: string, record: string) => made[alias]?.[record]?.id ?? '';
  const siteId = company.sites.get('HAM') ?? '';
  const [taker] = company.employees.filter((one) => one.terminatedOn === null);
  const stock = (alias: string, more: string) =>
    `${alias}: equipmentReceive(input: { siteId: "${siteId}", ${more} }) { ${WHOLE} }`;
  const relation = (alias: string, [from, kind, to]: [string, string, string]) =>
    `${alias}: configurationRelationCreate(input: { kind: ${kind},
      dependentId: "${id(from, 'configurationItem')}",
      dependencyId: "${id(to, 'configurationItem')}" }) { ${WHOLE} }`;
  const lines = phones.nodes.map(
    (_, at) => `line${at}: phoneLineCreate(input: { code: "HAM-M${at + 1}", kind: MOBILE,
      contractId: "${id('contract', 'phoneContract')}" }) { phoneLine { id } ${WHOLE} }`,
  );
  const instruments = assets.nodes.flatMap((asset, at) => [
    `plan${at}: maintenancePlanCreate(input: { assetId: "${asset.id}", name: "Calibration",
      everyDays: 365, dueOn: "2027-0${at + 2}-15" }) { ${WHOLE} }`,
    `address${at}: networkAddressAssign(input: { networkId: "${id('lab', 'network')}",
      assetId: "${asset.id}", hostName: "lab-${at + 1}.nordwind.example" }) { ${WHOLE} }`,
  ]);
  const second = (await run(`mutation {
    ${stock('ram', `componentId: "${id('ram', 'component')}", quantity: 12`)}
    ${stock('cables', `consumableId: "${id('cable', 'consumable')}", quantity: 40`)}
    ${relation('a', ['erp', 'USES', 'store'])}
    ${relation('b', ['store', 'RUNS_ON', 'host'])}
    ${[...lines, ...instruments].join('\n')}
  }`)) as Made;
  const numbers = phones.nodes.flatMap((phone, at) => {
    const lineId = second[`line${at}`]?.['phoneLine']?.id ?? '';
    return [
      `number${at}: phoneNumberCreate(input: { number: "+4915550010${at + 1}0",
        lineId: "${lineId}" }) { ${WHOLE} }`,
      `given${at}: phoneLineAssign(input: { lineId: "${lineId}", assetId: "${phone.id}",
        employeeId: "${phone.holder.id}" }) { ${WHOLE} }`,
    ];
  });
  await run(`mutation {
    cable: consumableIssue(input: { consumableId: "${id('cable', 'consumable')}",
      siteId: "${siteId}", employeeId: "${taker?.id ?? ''}", quantity: 2 }) { ${WHOLE} }
    ${numbers.join('\n')}
  }`);
}
