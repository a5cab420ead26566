import type { Migration } from '@bureau/core';
import { balances } from './leave/balances.js';
import { policies } from './leave/policies.js';

/** Leave: policies, who is entitled, requests, and a ledger of days. Frozen. */
export const leave: Migration = {
  name: '0030-leave',
  up: [policies, balances].join('\n'),
  down: `
drop table hr.leave_entry, hr.leave_request, hr.leave_entitlement, hr.leave_blackout,
  hr.leave_tenure_step, hr.leave_policy_terms, hr.leave_policy, hr.leave_type;
drop function hr.leave_entry_stands();`,
};
