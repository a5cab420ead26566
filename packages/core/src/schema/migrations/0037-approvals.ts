import type { Migration } from '../../plugin/definition.js';
import { policyTables } from './approvals/policy-tables.js';
import { requestTables } from './approvals/request-tables.js';

/** Policies, requests for approval, votes and substitutes. */
export const approvals: Migration = {
  name: '0037-approvals',
  up: [policyTables, requestTables].join('\n'),
  down: `
drop table core.approval_vote, core.approval_seat, core.approval_request, core.substitute,
  core.approval_approver, core.approval_step, core.approval_policy;
`,
};
