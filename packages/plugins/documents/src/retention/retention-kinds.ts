import { enumOf, type EnumValue } from '@bureau/core';

/** From what on a term of retention runs. */
export const RetentionEvent = enumOf('RetentionEvent', 'From what on a term of retention runs.', {
  FILED: 'The document was filed.',
  PUBLISHED: 'Its version that holds was published.',
  CONTRACT_ENDED: 'Every contract that it belongs to is over.',
  EMPLOYMENT_ENDED: 'The person whom it is about works for the organization no more.',
  BILL_POSTED: 'The bill or invoice that it proves was posted.',
  GIVEN_DAY: 'A day that somebody recorded for it.',
});
export type RetentionEvent = EnumValue<typeof RetentionEvent>;

/** Where a case is. */
export const LegalHoldState = enumOf('LegalHoldState', 'Whether a legal hold binds.', {
  OPEN: 'Nothing of its documents may go.',
  RELEASED: 'It binds nobody any more.',
});
export type LegalHoldState = EnumValue<typeof LegalHoldState>;

/** Whether a document may go. */
export const RetentionState = enumOf('RetentionState', 'Whether a document may go.', {
  HELD: 'A legal hold keeps it, whatever its terms say.',
  PENDING: 'What a term runs from has not happened yet.',
  RETAINED: 'A term runs.',
  FREE: 'Nothing keeps it.',
});
export type RetentionState = EnumValue<typeof RetentionState>;

/** How a document went. */
export const DisposalKind = enumOf('DisposalKind', 'How a document goes.', {
  DISPOSAL: 'Its terms were over, and two people agreed.',
  PURGE: 'It was in the trash for as long as things are kept there.',
});
export type DisposalKind = EnumValue<typeof DisposalKind>;

/** Where a disposal is. */
export const DisposalState = enumOf('DisposalState', 'Where a disposal is.', {
  PROPOSED: 'Somebody, or the calendar, says that it is time.',
  CONFIRMED: 'One person has agreed; another one must.',
  DONE: 'The bytes, texts and pictures are gone; this is the certificate.',
  REJECTED: 'The document stays.',
});
export type DisposalState = EnumValue<typeof DisposalState>;
