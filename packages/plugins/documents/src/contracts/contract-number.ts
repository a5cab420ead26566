import { numberSeries } from '@bureau/core';

/** Numbers of contracts. */
export const contractNumbers = numberSeries({
  key: 'documents.contract',
  description: 'Numbers of contracts.',
  pattern: 'C-{yyyy}-{0000}',
});
