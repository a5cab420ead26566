import type { TestLibrary } from './library.js';

/** A paper that was read, with a fact, a rule that was learned and a barcode. */
export async function fillCaptureRows({ app, done, paper }: TestLibrary): Promise<void> {
  const { document } = await paper('Southwind\nOur case 4711\nTotal due 12.00 EUR');
  await app.work();
  const documentId = document.id;
  const fact = { documentId, name: 'DOCUMENT_NUMBER', value: '4711' };
  await done('documentFieldCorrect', fact, 'extractionRule { id }');
  await app.sql(`insert into documents.document_barcode
      (organization_id, id, document_version_id, page, format, text)
    select organization_id, gen_random_uuid(), id, 1, 'QRCode', 'SEPARATOR'
      from documents.document_version order by id desc limit 1`);
}
