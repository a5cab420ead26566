import { definePlugin } from '@bureau/core';

/** Papers: captured, found, kept and proved. */
export const documentsPlugin = definePlugin({
  id: 'documents',
  version: '0.1.0',
  api: '^1.0',
  description: 'Papers: captured, found, kept for as long as they must be, and proved unchanged.',
});
