import { createCoreGraph, type CoreGraph, type Id } from '../../test/core-graph.js';

/** Values of custom fields leave the trail only for those who may use the field now. */

let graph: CoreGraph;
let owner: string;
let siteId: string;
let personId: string;

const ERRORS = 'userErrors { code message }';
const define = (fields: string) =>
  graph.mutate(
    owner,
    `mutation { customFieldCreate(input: { recordType: "Site", ${fields} }) {
      customField { id } ${ERRORS} } }`,
  );

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
  await define('key: "floor", label: "Floor", type: INTEGER');
  await define('key: "warden", label: "Warden", type: RECORD, target: "Person"');
  await define('key: "deed", label: "Deed", type: TEXT, permission: "core.legalEntity.write"');
  const { person } = await graph.mutate<{ person: Id }>(
    owner,
    `mutation { personCreate(input: { givenName: "Ada", familyName: "Moor" }) {
      person { id } ${ERRORS} } }`,
  );
  personId = person.id;
  const { site } = await graph.mutate<{ site: Id }>(
    owner,
    `mutation { siteCreate(input: { code: "A", name: "A", timeZone: "UTC", country: "AT",
      attributes: [{ key: "floor", value: 3 }, { key: "deed", value: "Vol. 7" },
        { key: "warden", value: "${personId}" }] }) { site { id } ${ERRORS} } }`,
  );
  siteId = site.id;
  await graph.mutate(
    owner,
    `mutation { siteUpdate(input: { id: "${siteId}",
      attributes: [{ key: "deed", value: "Vol. 8" }] }) { site { id } ${ERRORS} } }`,
  );
}, 60_000);
afterAll(() => graph?.close());

interface Change {
  field: string;
  before: unknown;
  after: unknown;
}
interface Entry {
  action: string;
  changes: Change[];
}

async function history(token: string): Promise<Record<string, Change | undefined>> {
  const { site } = await graph.read<{ site: { history: { nodes: Entry[] } } }>(
    token,
    `{ site(by: { id: "${siteId}" }) { history { nodes { action changes {
      field before after } } } } }`,
  );
  return byAction(site.history.nodes);
}

async function trail(token: string): Promise<Record<string, Change | undefined>> {
  const { auditTrail } = await graph.read<{ auditTrail: { nodes: Entry[] } }>(
    token,
    `{ auditTrail(where: { recordType: { eq: "Site" } }) { nodes { action changes {
      field before after } } } }`,
  );
  return byAction(auditTrail.nodes);
}

const byAction = (entries: Entry[]) =>
  Object.fromEntries(
    entries.map(({ action, changes }) => [
      action,
      changes.find(({ field }) => field === 'attributes'),
    ]),
  );

test('who may use a field sees its values, records by their public ids', async () => {
  for (const read of [history, trail]) {
    const { CREATE, UPDATE } = await read(owner);
    expect(CREATE?.after).toEqual({ floor: 3, deed: 'Vol. 7', warden: personId });
    expect(UPDATE).toMatchObject({ before: { deed: 'Vol. 7' }, after: { deed: 'Vol. 8' } });
  }
});

test('who may not use a field learns neither its values nor that it was changed', async () => {
  const viewer = await graph.token('viewer');
  const { CREATE, UPDATE } = await history(viewer);
  expect(CREATE?.after).toEqual({ floor: 3, warden: personId });
  expect(UPDATE).toBeUndefined();
});

test('the trail tells an auditor as little as the record would', async () => {
  const auditor = await graph.token('auditor');
  expect(JSON.stringify(await trail(auditor))).not.toContain('Vol.');
});
