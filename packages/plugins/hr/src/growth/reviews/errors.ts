import { errorsOf } from '@bureau/core';

/** Business errors of reviews; codes are `HR_<KEY>` and never renamed. */
export const reviewErrors = errorsOf('hr', {
  REVIEW_PHASE: 'This cannot be done in the phase {phase} of the cycle.',
  REVIEW_FROZEN: 'A review that was released is not changed any more.',
  REVIEW_SECTIONS: 'A template has 1 to 20 sections with weights from 1 to 100.',
  REVIEW_WEIGHTS: 'At least one part is in use, with a weight above 0; weights are 0 to 100.',
  REVIEW_SCALE: 'The best score is 2 to 10, and 2 to 20 anonymous peers are the fewest.',
  REVIEW_INACTIVE: 'No more cycles use the template {code}.',
  REVIEW_DAYS: 'A cycle looks at a first day until a last one, and is due after the first one.',
  REVIEW_PEOPLE: 'Give 1 to 200 people at once; a cycle has 2,000 at most.',
  REVIEW_NOT_EMPLOYED: 'Employee {number} has no job today.',
  REVIEW_NO_PEERS: 'The template asks no peers.',
  REVIEW_OWN: 'Nobody chooses the peers, or sets the score, of the own review.',
  REVIEW_PEER: 'A peer is neither who is reviewed nor the manager.',
  REVIEW_NOT_YOURS: 'Somebody else is asked to write this part.',
  REVIEW_SUBMITTED: 'This part is written already.',
  REVIEW_ANSWERS: 'Answer each section once, with a score from 1 to {max} or none.',
  REVIEW_SCORE: 'A score is 1 to {max} with up to 2 decimals.',
});
