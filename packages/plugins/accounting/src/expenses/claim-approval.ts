import {
  type ApprovalCase,
  approvalKind,
  type ApprovalRequest,
  ApprovalService,
  type Ctx,
} from '@bureau/core';
import { demandStatus } from '../trade/post-document.js';
import { expenseErrors } from './errors.js';
import { ExpenseClaimApproved, ExpenseClaimReturned, ExpenseClaimSubmitted } from './events.js';
import { ExpenseClaim } from './expense-claim.entity.js';
import { demandReceipts } from './receipts.js';

/** Somebody else agrees to expenses before they are posted; who, is the organization's policy. */
export const claimApproval = approvalKind({
  key: 'accounting.expenseClaim.approve',
  description: 'Expenses of an employee; their amount is what is to be paid back.',
  recordType: 'ExpenseClaim',
  withoutPolicy: 'REFUSE',
  decided,
});

/**
 * Asks for the approval of a draft.
 * @returns the request that waits; `null`: the policy asks nobody for this amount
 * @throws ACCOUNTING_DOCUMENT_STATUS, ACCOUNTING_EXPENSE_RECEIPT, and what the service of approvals
 * refuses, such as CORE_APPROVAL_POLICY_MISSING
 */
export async function submit(ctx: Ctx, claim: ExpenseClaim): Promise<ApprovalRequest | null> {
  demandStatus(claim, ['DRAFT']);
  await demandReceipts(ctx, claim);
  const { party, memo, total, currency } = claim;
  await ctx.em.populate(claim, ['party']);
  claim.status = 'SUBMITTED';
  claim.remark = null;
  ctx.emit(ExpenseClaimSubmitted, factsOf(claim), { type: 'ExpenseClaim', id: claim.id });
  const request = await ctx.service(ApprovalService).request(ctx, {
    kind: claimApproval.key,
    recordId: claim.id,
    title: [`Expenses of ${party.name}`, memo].filter(Boolean).join(': '),
    amount: { amount: total ?? '0', currency },
  });
  claim.approval = request;
  if (request === null) approve(ctx, claim);
  return request;
}

/** Takes expenses back that nobody has decided on; a draft again. */
export async function withdraw(ctx: Ctx, claim: ExpenseClaim): Promise<void> {
  demandStatus(claim, ['SUBMITTED']);
  const approvals = ctx.service(ApprovalService);
  const request = await approvals.stateOf(ctx, claimApproval.key, claim.id);
  if (request?.state === 'PENDING') await approvals.withdraw(ctx, request);
  else returnClaim(ctx, claim, null);
}

/** Back to the employee: a draft again, with what was said. */
export function returnClaim(ctx: Ctx, claim: ExpenseClaim, remark: string | null): void {
  claim.status = 'DRAFT';
  claim.remark = remark;
  ctx.emit(ExpenseClaimReturned, factsOf(claim), { type: 'ExpenseClaim', id: claim.id });
}

async function decided(ctx: Ctx, request: ApprovalCase): Promise<void> {
  const { state, recordId, comment } = request;
  const claim = await ctx.em.findOneOrFail(ExpenseClaim, { id: recordId });
  if (claim.status !== 'SUBMITTED') return;
  if (state !== 'APPROVED') return returnClaim(ctx, claim, comment);
  await demandOthers(ctx, claim, request.id);
  approve(ctx, claim);
}

function approve(ctx: Ctx, claim: ExpenseClaim): void {
  claim.status = 'APPROVED';
  ctx.emit(ExpenseClaimApproved, factsOf(claim), { type: 'ExpenseClaim', id: claim.id });
}

const OWN_VOTES = `
  select from core.approval_vote v
    join core.membership m on m.id = v.voter_id
    join core.party p on p.person_id = m.person_id
   where v.request_id = $1 and v.decision = 'APPROVE' and p.id = $2 limit 1`;

/**
 * Core keeps out who asked. Where a clerk entered the expenses, the employee is kept out here.
 * @throws ACCOUNTING_EXPENSE_OWN
 */
async function demandOthers(ctx: Ctx, claim: ExpenseClaim, requestId: string): Promise<void> {
  await ctx.em.flush();
  const own = await ctx.sql(OWN_VOTES, [requestId, claim.party.id]);
  if (own.length > 0) throw expenseErrors.EXPENSE_OWN();
}

function factsOf({ id, party, currency, total }: ExpenseClaim) {
  return { claimId: id, partyId: party.id, currency, total: total ?? '0' };
}
