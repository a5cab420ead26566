import type { Migration } from '../../plugin/definition.js';

const WHY = 'Ends and recalls requests of every organization when their time comes';

/** How long approvers have, and when they are reminded. */
export const approvalDeadlines: Migration = {
  name: '0041-approval-deadlines',
  up: `
alter table core.approval_policy
  add column expires_after_days integer check (expires_after_days between 1 and 365),
  add column reminds_after_days integer check (reminds_after_days between 1 and 365);
comment on column core.approval_policy.expires_after_days is
  'Days after which a request that was not decided ends; null: never';
comment on column core.approval_policy.reminds_after_days is
  'Days after which those who are asked are reminded, again and again; null: never';

alter table core.approval_request
  add column expires_at timestamptz(6),
  add column reminds_at timestamptz(6),
  add column reminds_after_days integer,
  drop constraint approval_request_state_check,
  add constraint approval_request_state_check
    check (state in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'));
comment on column core.approval_request.expires_at is
  'When it ends if it is not decided; null: never';
comment on column core.approval_request.reminds_at is
  'When those who are asked are reminded next';
comment on column core.approval_request.reminds_after_days is
  'Days between two reminders, by the policy as it was';
create index approval_request_expires_idx on core.approval_request (organization_id, expires_at, id)
  where state = 'PENDING';
create index approval_request_reminds_idx on core.approval_request (organization_id, reminds_at, id)
  where state = 'PENDING';
create policy worker_select on core.approval_request for select to bureau_worker using (true);
comment on policy worker_select on core.approval_request is 'bureau:own-policy ${WHY}';
`,
  down: `
drop policy worker_select on core.approval_request;
drop index core.approval_request_expires_idx, core.approval_request_reminds_idx;
alter table core.approval_request
  drop constraint approval_request_state_check,
  add constraint approval_request_state_check
    check (state in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  drop column expires_at, drop column reminds_at, drop column reminds_after_days;
alter table core.approval_policy drop column expires_after_days, drop column reminds_after_days;
`,
};
