import { filePurpose } from '@bureau/core';

/** The paper as a file. */
export const CERTIFICATE_FILE = filePurpose({
  id: 'hr.certificate',
  description: 'A certificate of an employee.',
  mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
  maxSize: 20_000_000,
});
