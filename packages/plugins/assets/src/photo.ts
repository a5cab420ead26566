import { filePurpose } from '@bureau/core';

/** Cameras and phones make these; nothing that runs is among them. */
export const PHOTO = filePurpose({
  id: 'assets.photo',
  description: 'A photo of an asset.',
  mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
  maxSize: 20_000_000,
  mismatch: 'STORE',
});
