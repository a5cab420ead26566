import { filePurpose, MAX_FILE_SIZE } from '../files/file-purpose.js';

/** What a job of a plugin wrote for whoever asked; removed after its day like an export. */
export const REPORT_PURPOSE = filePurpose({
  id: 'core.report',
  description: 'What a job wrote for whoever asked for it; removed after a day.',
  mediaTypes: [
    'application/pdf',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/x-tar',
    'application/xml',
    'text/csv',
    'text/plain',
  ],
  maxSize: MAX_FILE_SIZE,
});
