import type { TestLibrary } from './library.js';

/** A paper that was read, with a fact, a rule that was learned and a barcode. */
export async function fillCaptureRows({ app, done, paper }: TestLibrary): Promise<void> {
  const { document } = await paper('Southwind\nOur case 4711\nTotal due 12.00 EUR');
  await app.work();
  await done('intakeAddressCreate', { name: 'Scanner' }, 'intakeAddress { id }');
  await app.sql(`insert into documents.intake_arrival (organization_id, id, address_id, digest)
    select organization_id, gen_random_uuid(), id, 'abc' from documents.intake_address`);
  const documentId = document.id;
  const fact = { documentId, name: 'DOCUMENT_NUMBER', value: '4711' };
  await done('documentFieldCorrect', fact, 'extractionRule { id }');
  await app.sql(`insert into documents.document_barcode
      (organization_id, id, document_version_id, page, format, text)
    select organization_id, gen_random_uuid(), id, 1, 'QRCode', 'SEPARATOR'
      from documents.document_version order by id desc limit 1`);
  await app.sql(`insert into documents.document_origin
      (organization_id, id, document_id, origin_id, kind, position, first_page, last_page)
    select organization_id, gen_random_uuid(), id, id, 'SPLIT', 1, 1, 1
      from documents.document order by id desc limit 1`);
  await app.sql(`insert into documents.document_bill
      (organization_id, id, document_id, document_version_id, sha256, bill_id)
    select organization_id, gen_random_uuid(), document_id, id, sha256, gen_random_uuid()
      from documents.document_version order by id desc limit 1`);
}
