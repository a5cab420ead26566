import { filePurpose } from './file-purpose.js';

/** Browsers on Windows call every .csv a spreadsheet. */
const TABLES = ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/vnd.ms-excel'];

/** Rows for an import. */
export const IMPORT_PURPOSE = filePurpose({
  id: 'core.import',
  description: 'Rows to be imported: CSV in UTF-8.',
  mediaTypes: TABLES,
  maxSize: 64 * 1024 * 1024,
  isText: true,
  isTransient: true,
});
