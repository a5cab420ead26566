import type { Loose, TestClient } from '@bureau/testing';
import { createLibrary, type TestLibrary } from '../../test/library.js';
import { afterTerm } from '../term.js';

let now = new Date('2026-03-10T12:00:00Z');
let library: TestLibrary;
let second: TestClient;

beforeAll(async () => {
  library = await createLibrary({ clock: () => now });
  second = await library.app.member('owner');
});
afterAll(() => library?.app.close());
beforeEach(() => {
  now = new Date('2026-03-10T12:00:00Z');
});

let made = 0;
/** A document of a type of its own, filed and archived, with policies for that type. */
async function kept(policies: object[], text = `Paper ${(made += 1)}`) {
  const { done, paper } = library;
  const code = `T-${(made += 1)}`;
  const { documentType } = await done(
    'documentTypeCreate',
    { code, name: code },
    'documentType { id }',
  );
  for (const [at, policy] of policies.entries()) {
    const input = {
      code: `${code}-${at}`,
      name: 'Kept',
      documentTypeId: documentType.id,
      ...policy,
    };
    await done('retentionPolicyCreate', input, 'retentionPolicy { id }');
  }
  const { document } = await paper(text, { typeId: documentType.id });
  const documentId = document.id;
  await done('documentTextSet', { documentId, pages: [text], language: 'en' });
  await done('documentFile', { documentId });
  await done('documentArchive', { documentId });
  return { documentId, code };
}

const filed = (termCount: number, termUnit = 'YEARS') => ({ event: 'FILED', termCount, termUnit });

async function retention(documentId: string, on?: string): Promise<Loose> {
  const { document } = await library.clerk.data(
    `query ($id: ID!, $on: Date) { document(by: { id: $id }) { retention(on: $on) {
      state freeOn terms { policy { code } event occurredOn freeOn } holds { name } } } }`,
    { id: documentId, on },
  );
  return document.retention;
}

test('the longest term wins, to the day', async () => {
  const { documentId, code } = await kept([filed(2), filed(30, 'MONTHS'), filed(10, 'DAYS')]);
  expect(await retention(documentId)).toEqual({
    state: 'RETAINED',
    freeOn: '2028-09-10',
    terms: [
      {
        policy: { code: `${code}-1` },
        event: 'FILED',
        occurredOn: '2026-03-10',
        freeOn: '2028-09-10',
      },
      {
        policy: { code: `${code}-0` },
        event: 'FILED',
        occurredOn: '2026-03-10',
        freeOn: '2028-03-10',
      },
      {
        policy: { code: `${code}-2` },
        event: 'FILED',
        occurredOn: '2026-03-10',
        freeOn: '2026-03-20',
      },
    ],
    holds: [],
  });
  expect((await retention(documentId, '2028-09-09')).state).toBe('RETAINED');
  expect((await retention(documentId, '2028-09-10')).state).toBe('FREE');
});

/** Worked by hand; a year that begins with the next one is what German tax law asks for. */
test.each([
  ['2024-02-29', 1, 'YEARS', false, '2025-02-28'],
  ['2024-02-29', 4, 'YEARS', false, '2028-02-29'],
  ['2025-08-31', 6, 'MONTHS', false, '2026-02-28'],
  ['2025-12-31', 90, 'DAYS', false, '2026-03-31'],
  ['2015-05-05', 10, 'YEARS', true, '2026-01-01'],
  ['2015-12-31', 0, 'DAYS', true, '2016-01-01'],
] as const)('from %s on %i %s (year end: %s) are over on %s', async (...given) => {
  const [occurredOn, termCount, termUnit, isFromYearEnd, freeOn] = given;
  const policy = { event: 'GIVEN_DAY', termCount, termUnit, isFromYearEnd };
  const { documentId } = await kept([policy]);
  expect(await retention(documentId)).toMatchObject({ state: 'PENDING', freeOn: null });
  const fact = { documentId, event: 'GIVEN_DAY', occurredOn, reason: 'Stands on the paper.' };
  await library.done('documentRetentionRecord', fact);
  expect((await retention(documentId)).freeOn).toBe(freeOn);
  // The same arithmetic as that of contracts.
  const from = isFromYearEnd ? `${Number(occurredOn.slice(0, 4)) + 1}-01-01` : occurredOn;
  expect(afterTerm(from, { count: termCount, unit: termUnit })).toBe(freeOn);
});

test('what has not happened keeps it; of two days the later counts', async () => {
  const { done, refused } = library;
  const bill = { event: 'BILL_POSTED', termCount: 1, termUnit: 'YEARS' };
  const { documentId } = await kept([filed(0, 'DAYS'), bill]);
  expect((await retention(documentId)).state).toBe('PENDING');
  const fact = { documentId, event: 'BILL_POSTED', reason: 'From the old system.' };
  expect(await refused('documentRetentionRecord', { ...fact, occurredOn: '2026-03-11' })).toEqual([
    'DOCUMENTS_RETENTION_DAY',
  ]);
  await done('documentRetentionRecord', { ...fact, occurredOn: '2025-01-01' });
  expect(await retention(documentId)).toMatchObject({ state: 'FREE', freeOn: '2026-03-10' });
  await library.app.sql(
    `insert into documents.retention_fact (organization_id, id, document_id, event, occurred_on,
      source) values ($1, gen_random_uuid(), $2, 'BILL_POSTED', '2025-06-30', 'Bill 1')`,
    [library.app.organizationId, library.app.uuid(documentId)],
  );
  expect(await retention(documentId)).toMatchObject({ state: 'RETAINED', freeOn: '2026-06-30' });
});

test('publishing begins a term, and each publication begins it again', async () => {
  const policy = { event: 'PUBLISHED', termCount: 1, termUnit: 'YEARS' };
  const { documentId } = await kept([policy]);
  expect((await retention(documentId)).state).toBe('PENDING');
  const at = "published_at = '2026-03-11T23:30:00Z'";
  await library.app.sql(`update documents.document_version set ${at} where document_id = $1`, [
    library.app.uuid(documentId),
  ]);
  expect((await retention(documentId)).freeOn).toBe('2027-03-11');
});

async function hold(name: string, documentIds: string[]): Promise<string> {
  const input = { name, reason: 'A claim was announced.', documentIds };
  return (await library.done('legalHoldOpen', input, 'legalHold { id }')).legalHold.id;
}

test('a hold beats all terms, and the last one to be released lets go', async () => {
  const { done, refused } = library;
  const { documentId } = await kept([filed(0, 'DAYS')]);
  expect((await retention(documentId)).state).toBe('FREE');
  const [one, other] = [await hold('Case 1', [documentId]), await hold('Case 2', [])];
  const more = { id: other, documentIds: [documentId, documentId] };
  await done('legalHoldDocumentsAdd', more, 'legalHold { id }');
  await done('legalHoldDocumentsAdd', more, 'legalHold { id }');
  expect(await retention(documentId)).toMatchObject({
    ...{ state: 'HELD', freeOn: '2026-03-10' },
    holds: [{ name: 'Case 1' }, { name: 'Case 2' }],
  });
  expect(await refused('documentTrash', { documentId })).toEqual(['DOCUMENTS_HELD']);
  expect(await refused('disposalPropose', { documentId })).toEqual(['DOCUMENTS_HELD']);
  const release = { id: one, reason: 'Settled.' };
  await done('legalHoldRelease', release, 'legalHold { state releasedBy { id } }');
  expect(await refused('legalHoldRelease', release)).toEqual(['DOCUMENTS_HOLD_RELEASED']);
  expect(await refused('documentTrash', { documentId })).toEqual(['DOCUMENTS_HELD']);
  await done('legalHoldRelease', { ...release, id: other }, 'legalHold { state }');
  expect((await done('documentTrash', { documentId })).document.state).toBe('TRASH');
});

test('nothing that is kept goes into the trash', async () => {
  const { documentId } = await kept([filed(1)]);
  expect(await library.refused('documentTrash', { documentId })).toEqual(['DOCUMENTS_RETAINED']);
  now = new Date('2027-03-10T12:00:00Z');
  expect(await library.refused('documentTrash', { documentId })).toEqual([]);
});

test.each([
  "update documents.document set state = 'PURGED' where id = $1",
  "update documents.document set state = 'DISPOSED', note = null where id = $1",
  'delete from documents.document where id = $1',
  'update documents.document_version set file_id = null where document_id = $1',
  'delete from documents.document_version where document_id = $1',
])('the database refuses what a hold forbids: %s', async (statement) => {
  const { app } = library;
  const { documentId } = await kept([]);
  await hold('Case', [documentId]);
  const server = await app.asRole('bureau_app', app.organizationId);
  try {
    const attack = server.query(statement, [app.uuid(documentId)]);
    await expect(attack).rejects.toMatchObject({ code: 'BU001', message: 'DOCUMENTS_HELD' });
  } finally {
    await server.end();
  }
});

const DISPOSAL = `disposalRecord { id kind state title documentTypeCode policyCodes freeOn hashes
  proposedBy { id } confirmedBy { id } decidedBy { id } decidedAt
  document { state versions { nodes { sha256 file { id } pages { totalCount } } } } }`;

const approveAs = async (of: TestClient, id: string): Promise<Loose> =>
  (
    await of.query(
      `mutation ($id: ID!) { disposalApprove(input: { id: $id }) {
        ${DISPOSAL} userErrors { code } } }`,
      { id },
    )
  ).data.disposalApprove;

test('two people dispose of a document: the content is gone, the certificate stays', async () => {
  const { app, done, refused, paper } = library;
  const { documentId, code } = await kept([filed(0, 'DAYS')], 'Only one has these words');
  const { disposalRecord } = await done('disposalPropose', { documentId }, DISPOSAL);
  expect(await refused('disposalPropose', { documentId })).toEqual(['DOCUMENTS_DISPOSAL_OPEN']);
  expect(await refused('disposalApprove', { id: disposalRecord.id })).toEqual([
    'DOCUMENTS_DISPOSAL_SAME_PERSON',
  ]);
  const [file] = await app.sql<{ file_id: string; blob_id: string }>(
    `select v.file_id, f.blob_id from documents.document_version v
      join core.file f on f.id = v.file_id where v.document_id = $1`,
    [app.uuid(documentId)],
  );
  const { disposalRecord: certificate, userErrors } = await approveAs(second, disposalRecord.id);
  expect(userErrors).toEqual([]);
  expect(certificate).toMatchObject({
    ...{ kind: 'DISPOSAL', state: 'DONE', title: 'Only one has these words' },
    ...{ documentTypeCode: code, policyCodes: [`${code}-0`], freeOn: '2026-03-10' },
    decidedAt: '2026-03-10T12:00:00.000Z',
    document: {
      state: 'DISPOSED',
      versions: {
        nodes: [{ sha256: certificate.hashes[0], file: null, pages: { totalCount: 0 } }],
      },
    },
  });
  expect(certificate.proposedBy.id).not.toBe(certificate.decidedBy.id);
  expect(await app.sql('select from core.file where id = $1', [file?.file_id])).toEqual([]);
  // The bytes go with the next sweep: nothing has them any more.
  await app.sql("update core.blob set touched_at = now() - interval '1 hour' where id = $1", [
    file?.blob_id,
  ]);
  await app.work();
  const [blob] = await app.sql('select state from core.blob where id = $1', [file?.blob_id]);
  expect([undefined, 'REMOVING']).toContain(blob?.['state']);
  expect(await refused('documentRestore', { documentId })).toEqual(['DOCUMENTS_STATE']);
  expect(
    await refused('legalHoldOpen', {
      name: 'Late',
      reason: 'Too late.',
      documentIds: [documentId],
    }),
  ).toEqual(['DOCUMENTS_GONE']);
  expect((await paper('Only one has these words')).document.state).toBe('RECEIVED');
});

test('a certificate is changed and removed by nobody', async () => {
  const { app } = library;
  const [one] = await app.sql<{ id: string }>(
    "select id from documents.disposal_record where state = 'DONE' limit 1",
  );
  for (const statement of [
    "update documents.disposal_record set title = 'x' where id = $1",
    'delete from documents.disposal_record where id = $1',
  ]) {
    const attack = app.sql(statement, [one?.id]);
    await expect(attack).rejects.toMatchObject({ message: 'DOCUMENTS_CERTIFICATE_STANDS' });
  }
});

test('bytes that another document has stay with it', async () => {
  const { app, done, paper } = library;
  const { documentId } = await kept([], 'Two have these words');
  const other = (await paper('Two have these words')).document;
  const { disposalRecord } = await done('disposalPropose', { documentId }, DISPOSAL);
  await approveAs(second, disposalRecord.id);
  await app.sql("update core.blob set touched_at = now() - interval '1 hour'");
  await app.work();
  const [bytes] = await app.sql<{ state: string }>(
    `select b.state from documents.document_version v join core.file f on f.id = v.file_id
      join core.blob b on b.id = f.blob_id where v.document_id = $1`,
    [app.uuid(other.id)],
  );
  expect(bytes?.state).toBe('STORED');
});

test('the calendar proposes what is over, and empties the trash after its days', async () => {
  const { app, done, clerk } = library;
  await app.work();
  const over = await kept([filed(1, 'MONTHS')]);
  const pending = await kept([filed(1, 'MONTHS'), { ...filed(1, 'DAYS'), event: 'BILL_POSTED' }]);
  const held = await kept([filed(1, 'MONTHS')]);
  const thrown = await kept([]);
  const thrownAndHeld = await kept([]);
  for (const { documentId } of [thrown, thrownAndHeld]) await done('documentTrash', { documentId });
  await hold('Case', [held.documentId, thrownAndHeld.documentId]);
  now = new Date('2026-04-11T04:00:00Z');
  await app.work();
  const list = `query ($ids: [ID!]!) { disposalRecords(where: { document: { id: { in: $ids } } }) {
    nodes { id state kind document { id state } proposedBy { id } } } }`;
  const all = [over, pending, held, thrown, thrownAndHeld].map(({ documentId }) => documentId);
  const { nodes } = (await clerk.data(list, { ids: all })).disposalRecords;
  expect(nodes).toHaveLength(2);
  expect(nodes).toContainEqual(
    expect.objectContaining({
      ...{ state: 'PROPOSED', kind: 'DISPOSAL', proposedBy: null },
      document: { id: over.documentId, state: 'ARCHIVED' },
    }),
  );
  expect(nodes).toContainEqual(
    expect.objectContaining({
      ...{ state: 'DONE', kind: 'PURGE' },
      document: { id: thrown.documentId, state: 'PURGED' },
    }),
  );
  const proposed = nodes.find(({ state }: Loose) => state === 'PROPOSED');
  expect((await approveAs(clerk, proposed.id)).disposalRecord.state).toBe('CONFIRMED');
  expect((await approveAs(clerk, proposed.id)).userErrors).toEqual([
    { code: 'DOCUMENTS_DISPOSAL_SAME_PERSON' },
  ]);
  expect((await approveAs(second, proposed.id)).disposalRecord.state).toBe('DONE');
  const { notifications } = await clerk.data('{ notifications { nodes { kind } } }');
  expect(notifications.nodes).toContainEqual({ kind: 'documents.disposal.due' });
});

test('a disposal that was refused is not proposed again at once', async () => {
  const { app, done, refused } = library;
  const { documentId } = await kept([filed(0, 'DAYS')]);
  const { disposalRecord } = await done('disposalPropose', { documentId }, DISPOSAL);
  const { id } = disposalRecord;
  expect(await refused('disposalReject', { id, reason: ' ' })).toEqual([
    'DOCUMENTS_RETENTION_REASON',
  ]);
  await done('disposalReject', { id, reason: 'Still needed.' }, 'disposalRecord { state }');
  now = new Date('2026-05-01T04:00:00Z');
  await app.work();
  const rows = await app.sql('select state from documents.disposal_record where document_id = $1', [
    app.uuid(documentId),
  ]);
  expect(rows).toEqual([{ state: 'REJECTED' }]);
});
