import { comments, RECORD, tenant } from './tenant.js';

/** Who approves what, and who stands in for whom. */
export const policyTables = `
create table core.approval_policy (${RECORD},
  kind varchar(120) not null,
  constraint approval_policy_kind_key unique (organization_id, kind)
);
${tenant('approval_policy')}
${comments('approval_policy', 'Who approves one kind of thing, step by step.', {
  kind: 'What it is for, such as assets.asset.dispose',
})}

create table core.approval_step (${RECORD},
  policy_id uuid not null,
  position integer not null check (position > 0),
  mode text not null check (mode in ('ANY', 'ALL', 'QUORUM')),
  quorum integer check (quorum > 0),
  amount_from numeric(20,4),
  amount_to numeric(20,4),
  currency varchar(3) check (currency ~ '^[A-Z]{3}$'),
  constraint approval_step_position_key unique (organization_id, policy_id, position),
  constraint approval_step_policy_fkey foreign key (organization_id, policy_id)
    references core.approval_policy (organization_id, id) on delete cascade,
  constraint approval_step_mode_quorum_check check ((mode = 'QUORUM') = (quorum is not null)),
  constraint approval_step_limits_check check (amount_from < amount_to
    and (currency is not null) = (coalesce(amount_from, amount_to) is not null))
);
create index approval_step_policy_idx on core.approval_step (organization_id, policy_id, id);
create index approval_step_position_idx on core.approval_step (organization_id, position, id);
${tenant('approval_step')}
${comments('approval_step', 'One step of a policy: who is asked, how many must agree.', {
  policy_id: 'The policy',
  position: 'Place in the order of steps, from 1',
  mode: 'How many must agree',
  quorum: 'Approvals that it takes, by QUORUM',
  amount_from: 'The step is for amounts from here on, inclusive; null: from nothing',
  amount_to: 'The step is for amounts below this; null: no upper limit',
  currency: 'ISO 4217 code of the limits',
})}

create table core.approval_approver (${RECORD},
  step_id uuid not null,
  user_id uuid,
  role_id uuid,
  resolver varchar(120),
  constraint approval_approver_step_fkey foreign key (organization_id, step_id)
    references core.approval_step (organization_id, id) on delete cascade,
  constraint approval_approver_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id),
  constraint approval_approver_role_fkey foreign key (organization_id, role_id)
    references core.role (organization_id, id),
  constraint approval_approver_one_check check (num_nonnulls(user_id, role_id, resolver) = 1)
);
create index approval_approver_step_idx on core.approval_approver (organization_id, step_id, id);
create index approval_approver_user_idx on core.approval_approver (organization_id, user_id, id);
create index approval_approver_role_idx on core.approval_approver (organization_id, role_id, id);
${tenant('approval_approver')}
${comments('approval_approver', 'Who is asked at a step.', {
  step_id: 'The step',
  user_id: 'This user',
  role_id: 'All who hold this role',
  resolver: 'Whom a plugin finds, such as hr.manager',
})}

create table core.substitute (${RECORD},
  user_id uuid not null,
  substitute_id uuid not null,
  valid_from date not null,
  valid_to date,
  reason varchar(200),
  constraint substitute_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id),
  constraint substitute_substitute_fkey foreign key (organization_id, substitute_id)
    references core.membership (organization_id, id),
  constraint substitute_self_check check (user_id <> substitute_id),
  constraint substitute_span_check check (valid_to >= valid_from)
);
create index substitute_user_idx on core.substitute (organization_id, user_id, id);
create index substitute_substitute_idx on core.substitute (organization_id, substitute_id, id);
create index substitute_valid_from_idx on core.substitute (organization_id, valid_from, id);
create index substitute_valid_to_idx on core.substitute (organization_id, valid_to, id);
${tenant('substitute')}
${comments('substitute', 'Somebody who decides for somebody else from a day, until a day.', {
  user_id: 'Who is away',
  substitute_id: 'Who decides instead',
  valid_from: 'First day',
  valid_to: 'First day on which it no longer holds; null = open',
  reason: 'Why, such as leave',
})}
grant select, insert, update, delete
  on core.approval_policy, core.approval_step, core.approval_approver
  to bureau_app, bureau_worker;
grant select, insert, update on core.substitute to bureau_app, bureau_worker;
grant select on core.approval_policy, core.approval_step, core.approval_approver, core.substitute
  to bureau_reader;
`;
