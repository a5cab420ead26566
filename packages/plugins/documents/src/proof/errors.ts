import { errorsOf } from '@bureau/core';

/** Business errors of proofs; codes are `DOCUMENTS_<KEY>` and never renamed. */
export const proofErrors = errorsOf('documents', {
  PROOF_SIZE: 'This is more than {limit} bytes at once: make a bundle, which is a job.',
  BUNDLE_DOCUMENTS: 'Name 1 to {limit} documents, each of which you may see.',
  BUNDLE_DAMAGED: 'The bytes of version {number} of {title} are damaged.',
  BUNDLE_UNSEALED: 'The trail is not sealed up to these documents yet. Try again.',
});
