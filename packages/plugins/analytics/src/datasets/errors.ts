import { errorsOf } from '@bureau/core';

/** Business errors of data sets; codes are `ANALYTICS_<REASON>` and never renamed. */
export const dataSetErrors = errorsOf('analytics', {
  DATA_SET_KEY: 'A key begins with a small letter and has 1 to 40 letters and digits.',
  DATA_SET_TITLE: 'A title is needed; white space is none.',
  DATA_SET_MOST: 'An organization has {most} data sets at most.',
  DATA_SET_COLUMNS: 'A data set has 1 to {most} columns.',
  DATA_SET_COLUMN: 'This column cannot be ({reason}).',
  DATA_SET_SHARED: 'A data set is shared with {most} roles at most.',
  DATA_SET_NOT_YOURS: 'Only its owner, or a role that manages them, changes this data set.',
  DATA_SET_FULL: 'A data set has {most} rows at most.',
  DATA_SET_REPLACE: 'Rows are replaced all or none: use onError REJECT_ALL.',
  DATA_ROW_UNKNOWN: 'There is no {type} with this {field} that you may see.',
  DATA_ROW_EXISTS: 'A row with this key is there already.',
});
