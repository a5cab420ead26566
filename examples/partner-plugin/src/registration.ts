import { filePurpose } from '@bureau/core';

export const REGISTRATION = filePurpose({
  id: 'fleet.registration',
  description: 'The registration paper of a vehicle, scanned.',
  mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
  maxSize: 10_000_000,
});
