import type { Migration } from '@bureau/core';
import { reference } from './asset-changes/tenant.js';

/** Expenses know the request for their approval, so that whoever decides may see them. Frozen. */
export const claimApprovals: Migration = {
  name: '0201-claim-approval',
  up: `
alter table accounting.expense_claim add column approval_id uuid;
${reference('expense_claim', 'approval_id', 'core.approval_request')}
comment on column accounting.expense_claim.approval_id is
  'The last request for its approval; null: none was asked for';
update accounting.expense_claim c set approval_id = (
  select r.id from core.approval_request r
   where r.organization_id = c.organization_id and r.record_id = c.id
     and r.kind = 'accounting.expenseClaim.approve' order by r.id desc limit 1);
`,
  down: 'alter table accounting.expense_claim drop column approval_id;',
};
