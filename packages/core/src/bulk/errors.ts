import { errorsOf } from '../write/errors.js';

/** Why something cannot be exported; part of core's error table. */
export const bulkErrors = errorsOf('core', {
  EXPORT_QUERY: 'The query cannot be exported: {reason}',
  EXPORT_SOURCE: 'Give either a query, or a type that can be exported and its columns.',
  EXPORT_COLUMN: 'There is no such column: {column}.',
  EXPORT_NOT_FLAT: 'CSV has no place for the list {path}. Export it as JSONL, or by itself.',
  EXPORT_NESTED_TOO_LARGE:
    'A list within {id} is longer than its page of {path}. Ask for a longer one, or export it ' +
    'by itself.',
  EXPORT_BUSY: 'At most {max} exports of one caller run at the same time.',
  EXPORT_TOO_LARGE: 'An export has at most {max} bytes. Narrow it by a filter.',
  EXPORT_EXPIRED: 'What was exported so far is gone. Start the export again.',
});
