import { errorsOf } from '@bureau/core';

/** Business errors of scans; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const scanErrors = errorsOf('documents', {
  SCAN_TYPE: 'Only PDFs and pictures can be split and put together.',
  SCAN_UNREADABLE: 'The file is not whole, or asks for a password.',
  SCAN_SIZE: 'At most {limit} bytes in sum.',
  SCAN_PAGES: 'The pages {pages} are not in the document, or the parts do not follow each other.',
  SCAN_ONE_PART: 'There is nothing to split: it would be one part.',
  SCAN_MERGE: 'Give 2 to {limit} documents, each of them once.',
  SCAN_SECRECY: 'Put the most secret document first: the new one is as secret as that.',
  SCAN_RESTRICTED: 'Documents with an access list are not put together.',
});
