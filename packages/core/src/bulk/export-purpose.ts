import { filePurpose, MAX_FILE_SIZE } from '../files/file-purpose.js';

/** How long the result of an export or import can be fetched, in milliseconds. */
export const RESULT_LIFE = 86_400_000;

/** What an export wrote; removed after its day. */
export const EXPORT_PURPOSE = filePurpose({
  id: 'core.export',
  description: 'The result of an export; removed after a day.',
  mediaTypes: ['text/csv', 'application/jsonl'],
  maxSize: MAX_FILE_SIZE,
  isText: true,
});

/** Rows that an import left out, with the reasons; removed after its day. */
export const IMPORT_ERRORS_PURPOSE = filePurpose({
  id: 'core.importErrors',
  description: 'Rows that an import left out, with the reasons; removed after a day.',
  mediaTypes: ['text/csv'],
  maxSize: MAX_FILE_SIZE,
  isText: true,
});
