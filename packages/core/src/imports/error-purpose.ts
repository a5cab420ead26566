import { filePurpose } from '../files/file-purpose.js';

/** Rows that an import rejected, with the reasons; removed after its day like an export. */
export const ERRORS_PURPOSE = filePurpose({
  id: 'core.importErrors',
  description: 'Rows that an import rejected, with the reasons; removed after a day.',
  mediaTypes: ['text/csv'],
  maxSize: 256 * 1024 * 1024,
  isText: true,
});
