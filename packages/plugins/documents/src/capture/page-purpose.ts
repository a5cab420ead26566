import { filePurpose } from '@bureau/core';

/** Pictures of pages, made by the platform. */
export const PAGE_IMAGE = filePurpose({
  id: 'documents.pageImage',
  description: 'What a page of a document looks like.',
  mediaTypes: ['image/webp'],
  maxSize: 10_000_000,
});
