import { defineEvent, z } from '@bureau/core';

const claim = z.object({
  claimId: z.uuid(),
  partyId: z.uuid(),
  currency: z.string(),
  total: z.string(),
});

/** Ids are uuids, amounts decimal texts in the currency of the claim. */
export const ExpenseClaimSubmitted = defineEvent({
  name: 'accounting.expenseClaim.submitted',
  version: 1,
  description: 'An employee asks for the approval of expenses.',
  payload: claim,
});

export const ExpenseClaimApproved = defineEvent({
  name: 'accounting.expenseClaim.approved',
  version: 1,
  description: 'Expenses were approved and may be posted.',
  payload: claim,
});

export const ExpenseClaimReturned = defineEvent({
  name: 'accounting.expenseClaim.returned',
  version: 1,
  description: 'Expenses came back to the employee: a draft again.',
  payload: claim,
});
