import { enumOf, type EnumValue } from '@bureau/core';

/** Why a balance moves. */
export const LeaveEntryKind = enumOf('LeaveEntryKind', 'Why a balance of leave moves.', {
  OPENING: 'What was there when the ledger began.',
  ACCRUAL: 'Earned by working; also the difference that a later fact makes.',
  CARRY_OVER: 'Moved from a year into the next one; the two entries sum to zero.',
  EXPIRY: 'Lost: more than may be carried over, or carried over and not used in time.',
  TAKEN: 'A day of approved leave.',
  CANCELLED: 'A day of approved leave that is given back.',
  ADJUSTMENT: 'Corrected by hand, or paid out at the end.',
});
export type LeaveEntryKind = EnumValue<typeof LeaveEntryKind>;
