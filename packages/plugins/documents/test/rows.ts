import type { TestLibrary } from './library.js';
import { fillCaptureRows } from './capture-rows.js';

/** A row of each record type; each area adds its own here. */
export async function fillRows(library: TestLibrary): Promise<void> {
  const { app, clerk, done, paper } = library;
  const { documentType } = await done(
    'documentTypeCreate',
    { code: 'CON', name: 'Contract' },
    'documentType { id }',
  );
  const { documentTag } = await done('documentTagCreate', { name: 'kept' }, 'documentTag { id }');
  const { folder } = await done('folderCreate', { name: 'Top' }, 'folder { id }');
  await done('correspondentCreate', { name: 'Southwind' }, 'correspondent { id }');
  const { document } = await paper('A contract', {
    ...{ typeId: documentType.id, folderId: folder.id, tagIds: [documentTag.id] },
  });
  const documentId = document.id;
  await done('documentTextSet', { documentId, pages: ['A contract'], language: 'en' });
  const versionId = document.latest.id;
  await done('shareLinkCreate', { versionId, recipient: 'Nordwind' }, 'shareLink { id }');
  await done('documentDownload', { versionId }, 'downloadUrl');
  const { personCreate } = await app.owner.data(
    'mutation { personCreate(input: { givenName: "Ada", familyName: "K" }) { person { id } } }',
  );
  const entries = [{ personId: personCreate.person.id, level: 'MANAGE' }];
  await done('documentAccessSet', { documentId, entries });
  const kept = (await paper('A second contract', { typeId: documentType.id })).document.id;
  await done('documentTextSet', { documentId: kept, pages: ['Contract'], language: 'en' });
  await fillKept({ app, clerk, done, documentId: kept, documentTypeId: documentType.id });
  await fillCaptureRows(library);
}

interface Kept extends Pick<TestLibrary, 'app' | 'clerk' | 'done'> {
  documentId: string;
  documentTypeId: string;
}

/** What keeps documents, and contracts. */
async function fillKept({ app, clerk, done, documentId, documentTypeId }: Kept): Promise<void> {
  await done(
    'retentionPolicyCreate',
    {
      ...{ code: 'LAW', name: 'By law', documentTypeId, legalBasis: 'Commercial code' },
      ...{ event: 'GIVEN_DAY', termCount: 0, termUnit: 'DAYS' },
    },
    'retentionPolicy { id }',
  );
  const fact = { documentId, event: 'GIVEN_DAY', occurredOn: '2026-01-31', reason: 'On it.' };
  await done('documentRetentionRecord', fact);
  await done('documentFile', { documentId });
  await done('documentArchive', { documentId });
  await done('disposalPropose', { documentId }, 'disposalRecord { id }');
  const hold = { name: 'Case', reason: 'A claim.', documentIds: [documentId] };
  await done('legalHoldOpen', hold, 'legalHold { id }');
  const { partyCreate } = await app.owner.data(
    'mutation { partyCreate(input: { name: "Blank & Co", kind: COMPANY }) { party { id } } }',
  );
  const contract = {
    ...{ title: 'Cleaning', kind: 'SERVICE', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    ...{ noticeCount: 3, noticeUnit: 'MONTHS', renewalMonths: 12, memo: 'Mornings only' },
    value: { amount: '450.00', currency: 'EUR' },
    parties: [{ partyId: partyCreate.party.id, role: 'SUPPLIER' }],
  };
  const { id: contractId } = (await done('contractCreate', contract, 'contract { id }')).contract;
  const link = `mutation ($input: ContractDocumentInput!) { contractDocumentAdd(input: $input) {
    userErrors { code } } }`;
  await clerk.data(link, { input: { contractId, documentId } });
  await done('documentSettingsSave', { trashDays: 60 }, 'documentSettings { id }');
  await app.sql(
    `insert into documents.document_suggestion
      (organization_id, id, document_id, kind, type_id, confidence, reason, words)
    select organization_id, gen_random_uuid(), id, 'TYPE', type_id, 0.8, 'ALIKE', '{contract}'
      from documents.document where id = $1`,
    [app.uuid(documentId)],
  );
  const template = { code: 'OFFER', name: 'Offer', kind: 'OFFER_LETTER' };
  await done('documentTemplateCreate', template, 'documentTemplate { id }');
}
