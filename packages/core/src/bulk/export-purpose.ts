import { filePurpose, MAX_FILE_SIZE } from '../files/file-purpose.js';

/** How long the result of an export can be fetched, in milliseconds. */
export const RESULT_LIFE = 86_400_000;

/** What an export wrote; removed after its day. */
export const EXPORT_PURPOSE = filePurpose({
  id: 'core.export',
  description: 'The result of an export; removed after a day.',
  mediaTypes: ['text/csv', 'application/jsonl'],
  maxSize: MAX_FILE_SIZE,
  isText: true,
});
