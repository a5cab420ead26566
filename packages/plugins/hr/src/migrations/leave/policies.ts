import { comments, RECORD, reference, tenant } from './tenant.js';

const tables = `
create table hr.leave_type (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  has_balance boolean not null default true,
  is_sensitive boolean not null default false,
  is_approval_needed boolean not null default true,
  is_paid_out boolean not null default true,
  is_active boolean not null default true,
  constraint leave_type_code_key unique (organization_id, code)
);
create index leave_type_name_idx on hr.leave_type (organization_id, name, id);
create index leave_type_has_balance_idx on hr.leave_type (organization_id, has_balance, id);
create index leave_type_is_sensitive_idx on hr.leave_type (organization_id, is_sensitive, id);
create index leave_type_is_active_idx on hr.leave_type (organization_id, is_active, id);
${tenant('leave_type')}

create table hr.leave_policy (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  type_id uuid not null,
  constraint leave_policy_code_key unique (organization_id, code)
);
create index leave_policy_name_idx on hr.leave_policy (organization_id, name, id);
${reference('leave_policy', 'type_id', 'leave_type')}
${tenant('leave_policy')}

create table hr.leave_policy_terms (${RECORD},
  policy_id uuid not null,
  valid_from date not null,
  valid_to date,
  yearly_days numeric(7,4) not null,
  rounding_step numeric(5,4) not null default 0.01,
  carry_over_limit numeric(7,4),
  carry_over_life_days integer,
  negative_limit numeric(7,4) not null default 0,
  is_half_day_allowed boolean not null default true,
  constraint leave_policy_terms_span_check check (valid_to is null or valid_from < valid_to),
  constraint leave_policy_terms_days_check check (yearly_days between 0 and 366
    and negative_limit between 0 and 366 and carry_over_limit between 0 and 366
    and carry_over_life_days between 1 and 366 and rounding_step > 0 and rounding_step <= 1)
);
alter table hr.leave_policy_terms add constraint leave_policy_terms_no_overlap
  exclude using gist (organization_id with =, policy_id with =,
    daterange(valid_from, valid_to) with &&) deferrable initially deferred;
create index leave_policy_terms_valid_from_idx on hr.leave_policy_terms (organization_id,
  valid_from, id);
create index leave_policy_terms_valid_to_idx on hr.leave_policy_terms (organization_id,
  valid_to, id);
${reference('leave_policy_terms', 'policy_id', 'leave_policy')}
${tenant('leave_policy_terms')}

create table hr.leave_tenure_step (${RECORD},
  terms_id uuid not null,
  after_years integer not null,
  yearly_days numeric(7,4) not null,
  constraint leave_tenure_step_terms_id_after_years_key
    unique (organization_id, terms_id, after_years),
  constraint leave_tenure_step_check check (after_years between 1 and 60
    and yearly_days between 0 and 366)
);
create index leave_tenure_step_after_years_idx on hr.leave_tenure_step (organization_id,
  after_years, id);
${reference('leave_tenure_step', 'terms_id', 'leave_policy_terms on delete cascade')}
${tenant('leave_tenure_step')}

create table hr.leave_blackout (${RECORD},
  policy_id uuid not null,
  unit_id uuid,
  starts_on date not null,
  ends_on date not null,
  reason varchar(200) not null,
  constraint leave_blackout_span_check check (starts_on <= ends_on)
);
create index leave_blackout_starts_on_idx on hr.leave_blackout (organization_id, starts_on, id);
create index leave_blackout_ends_on_idx on hr.leave_blackout (organization_id, ends_on, id);
${reference('leave_blackout', 'policy_id', 'leave_policy')}
${reference('leave_blackout', 'unit_id', 'core.org_unit')}
${tenant('leave_blackout')}
`;

const told = [
  comments('leave_type', 'A kind of leave, such as holiday or illness.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    has_balance: 'Days are earned and used up, by a policy',
    is_sensitive: 'Tells of health: seen by the employee and by readers of all leave only',
    is_approval_needed: 'Somebody has to agree before it is taken',
    is_paid_out: 'What is left at the end is paid',
    is_active: 'May be asked for',
  }),
  comments(
    'leave_policy',
    'Rules by which leave of one type is earned and kept; its terms change from day to day.',
    {
      code: 'Short code, unique in the organization',
      name: 'Name for people',
      type_id: 'The kind of leave that it grants',
    },
  ),
  comments('leave_policy_terms', 'What a policy says from one day until another.', {
    policy_id: 'The policy',
    valid_from: 'First day on which this holds',
    valid_to: 'First day on which this no longer holds; null = open',
    yearly_days: 'Days of a year of full work',
    rounding_step: 'Balances move in multiples of it',
    carry_over_limit: 'Days that may go into the next year; null: all, and no year is closed',
    carry_over_life_days: 'Days of the new year for which carried days live; null: the whole year',
    negative_limit: 'How far below zero a request may go',
    is_half_day_allowed: 'Leave may begin or end at noon',
  }),
  comments('leave_tenure_step', 'Other yearly days from so many years of service on.', {
    terms_id: 'The terms',
    after_years: 'Whole years since the first day of the employment',
    yearly_days: 'Days of a year of full work from then',
  }),
  comments('leave_blackout', 'Days on which leave of a policy cannot be asked for.', {
    policy_id: 'The policy',
    unit_id: 'Only in this unit; null: everywhere',
    starts_on: 'First day',
    ends_on: 'Last day',
    reason: 'Why, for whoever asks',
  }),
];

/** Kinds of leave and the rules by which they are earned. */
export const policies = [tables, ...told].join('\n');
