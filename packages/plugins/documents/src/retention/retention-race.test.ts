import type { TestClient } from '@bureau/testing';
import { createLibrary, type TestLibrary } from '../../test/library.js';

let library: TestLibrary;
let second: TestClient;

beforeAll(async () => {
  library = await createLibrary({ poolSize: 20 });
  second = await library.app.member('owner');
});
afterAll(() => library?.app.close());

/** An archived document and its disposal, which one more person must agree to. */
async function nearlyGone(text: string): Promise<{ documentId: string; id: string }> {
  const { done, paper } = library;
  const documentId = (await paper(text)).document.id;
  await done('documentTextSet', { documentId, pages: [text], language: 'en' });
  await done('documentFile', { documentId });
  await done('documentArchive', { documentId });
  const { disposalRecord } = await done('disposalPropose', { documentId }, 'disposalRecord { id }');
  return { documentId, id: disposalRecord.id };
}

const APPROVE = `mutation ($id: ID!) { disposalApprove(input: { id: $id }) {
  disposalRecord { state } userErrors { code } } }`;
const HOLD = `mutation ($name: String!, $ids: [ID!]!) {
  legalHoldOpen(input: { name: $name, reason: "A claim.", documentIds: $ids }) {
    legalHold { id } userErrors { code } } }`;

/** What came of it; whoever had to wait too long asks again. */
async function outcome(of: TestClient, text: string, variables: object): Promise<string> {
  for (;;) {
    const { data, errors } = await of.query(text, { ...variables });
    const payload = data?.disposalApprove ?? data?.legalHoldOpen;
    if (payload) return payload.userErrors[0]?.code ?? 'DONE';
    expect(errors[0]?.extensions).toMatchObject({ retryable: true });
  }
}

test('ten holds and ten disposals at once: the hold wins, or the disposal was before', async () => {
  const pairs = [];
  for (let at = 0; at < 10; at += 1) pairs.push(await nearlyGone(`Race ${at}`));
  const rounds = pairs.map(async ({ documentId, id }, at) => {
    const hold = () => outcome(library.clerk, HOLD, { name: `Case ${at}`, ids: [documentId] });
    const dispose = () => outcome(second, APPROVE, { id });
    // Each of them comes first half of the time.
    const both = at % 2 === 0 ? [hold(), dispose()] : [dispose(), hold()].reverse();
    const [held, gone] = await Promise.all(both);
    return { documentId, held, gone };
  });
  const results = await Promise.all(rounds);
  const { app } = library;
  for (const { documentId, held, gone } of results) {
    const [row] = await app.sql<{ state: string; bytes: string; holds: string }>(
      `select d.state, count(v.file_id)::text as bytes,
        (select count(*) from documents.legal_hold_document h
          where h.document_id = d.id)::text as holds
       from documents.document d join documents.document_version v on v.document_id = d.id
       where d.id = $1 group by d.organization_id, d.id, d.state`,
      [app.uuid(documentId)],
    );
    const isHeld = held === 'DONE';
    expect([held, gone]).toEqual(isHeld ? ['DONE', 'DOCUMENTS_HELD'] : ['DOCUMENTS_GONE', 'DONE']);
    expect(row).toEqual(
      isHeld
        ? { state: 'ARCHIVED', bytes: '1', holds: '1' }
        : { state: 'DISPOSED', bytes: '0', holds: '0' },
    );
  }
});

test('a hold that waits finds the document gone; the first one keeps it', async () => {
  const { app } = library;
  const [late, early] = [await nearlyGone('Late'), await nearlyGone('Early')];
  const HOLDS = `insert into documents.legal_hold_document (id, hold_id, document_id)
    select gen_random_uuid(), id, $1 from documents.legal_hold where name = 'By hand' limit 1`;
  const PURGE = "update documents.document set state = 'DISPOSED' where id = $1";
  await library.done(
    'legalHoldOpen',
    { name: 'By hand', reason: 'A claim.', documentIds: [] },
    'legalHold { id }',
  );
  const [one, other] = [
    await app.asRole('bureau_app', app.organizationId),
    await app.asRole('bureau_app', app.organizationId),
  ];
  try {
    await one.query('begin');
    await one.query(PURGE, [app.uuid(late.documentId)]);
    const waiting = other.query(HOLDS, [app.uuid(late.documentId)]);
    waiting.catch(() => undefined);
    await one.query('commit');
    await expect(waiting).rejects.toMatchObject({ message: 'DOCUMENTS_GONE' });
    await one.query('begin');
    await one.query(HOLDS, [app.uuid(early.documentId)]);
    const purge = other.query(PURGE, [app.uuid(early.documentId)]);
    purge.catch(() => undefined);
    await one.query('commit');
    await expect(purge).rejects.toMatchObject({ message: 'DOCUMENTS_HELD' });
  } finally {
    await one.end();
    await other.end();
  }
});
