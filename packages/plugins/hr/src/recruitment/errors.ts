import { errorsOf } from '@bureau/core';

/** Business errors of recruitment; codes are `HR_<KEY>` and never renamed. */
export const recruitmentErrors = errorsOf('hr', {
  REQUISITION_STATE: 'This cannot be done with a requisition that is {state}.',
  REQUISITION_POSTS: 'Position {code} has {free} approved posts left; {openings} are wanted.',
  REQUISITION_FILLED: 'All posts of this requisition are taken.',
  POSITION_POSTS: 'A position has 0 to 1,000 approved posts, and {used} are in use.',
  POSITION_INACTIVE: 'Nobody is hired for position {code} any more.',
  POSTING_STATE: 'This cannot be done with a posting that is {state}.',
  APPLICATION_STATE: 'This cannot be done with an application at the stage {stage}.',
  APPLICATION_STAGE: 'An application goes on, not back: {stage} does not come after {now}.',
  APPLICATION_TWICE: 'This applicant has an open application for the requisition already.',
  APPLICANT_ERASED: 'What was known of this applicant is erased.',
  APPLICANT_FILE: 'Name files of applicants by what they are: cv, letter or certificates.',
  APPLICANT_ANSWERS: 'At most 10 answers, to different questions, in capitals such as GENDER.',
  INTERVIEW_SCORE: 'A score is 1 to 5.',
  INTERVIEW_STATE: 'This cannot be done with an interview that is {state}.',
  OFFER_STATE: 'This cannot be done with an offer that is {state}.',
  OFFER_EXPIRED: 'The offer was good until {day}.',
  OFFER_DAYS: 'An offer expires today or later, and before the first day of work.',
  OFFER_PENDING: 'There is another offer for this application already.',
  OFFER_NO_POST: 'There is no approved post left for this offer.',
  RECRUITMENT_COUNT: 'A number from {min} to {max} is needed here.',
});
