import type { TestClient } from '@bureau/testing';
import type { TestBooks } from './books.js';
import { type ReportedJob, runJob } from './report-books.js';

/** Uploads a file with a journal; its id. */
export async function journalFile(
  books: TestBooks,
  as: TestClient,
  { text, name = 'books.journal' }: { text: string; name?: string },
): Promise<string> {
  const what = { purpose: 'accounting.journalFile', name, mediaType: 'text/plain' };
  const uploadId = await books.app.upload(as, text, what);
  const { fileUploadFinish } = await as.data(
    `mutation ($uploadId: ID!) { fileUploadFinish(input: { uploadId: $uploadId }) {
      file { id } userErrors { code } } }`,
    { uploadId },
  );
  return fileUploadFinish.file.id;
}

/** Imports a journal and waits for the job. */
export async function importJournal(
  books: TestBooks,
  as: TestClient,
  { text, input }: { text: string; input: Record<string, unknown> },
): Promise<ReportedJob> {
  const fileId = await journalFile(books, as, { text });
  return runJob(books, { field: 'journalImport', input: { fileId, ...input }, as });
}
