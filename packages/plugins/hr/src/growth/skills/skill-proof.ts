import { filePurpose } from '@bureau/core';

/** What proves that somebody can do something. */
export const SKILL_PROOF = filePurpose({
  id: 'hr.skillProof',
  description: 'What proves a skill: a report, a reference, a test.',
  mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
  maxSize: 20_000_000,
});
