import { filePurpose } from '@bureau/core';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** What papers come as. Nothing that a browser runs is among them: no HTML, no SVG. */
export const ORIGINAL = filePurpose({
  id: 'documents.original',
  description: 'The bytes of a document.',
  mediaTypes: [
    'application/pdf',
    'image/jpeg',
    'image/png',
    'image/tiff',
    'image/webp',
    'text/plain',
    'text/csv',
    'application/xml',
    `${OFFICE}.wordprocessingml.document`,
    `${OFFICE}.spreadsheetml.sheet`,
    `${OFFICE}.presentationml.presentation`,
    `${OPEN_DOCUMENT}.text`,
    `${OPEN_DOCUMENT}.spreadsheet`,
    `${OPEN_DOCUMENT}.presentation`,
  ],
  maxSize: 200_000_000,
  mismatch: 'STORE',
});
