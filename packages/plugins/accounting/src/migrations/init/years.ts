import { comments, RECORD, tenant } from './tenant.js';

/** Fiscal years, periods and locks. */
export const years = `
create table accounting.fiscal_year (${RECORD},
  name varchar(20) not null,
  starts_on date not null,
  ends_on date not null,
  constraint fiscal_year_name_key unique (organization_id, name),
  constraint fiscal_year_span_check check (starts_on < ends_on),
  constraint fiscal_year_name_check check (name ~ '^[A-Za-z0-9/]+$')
);
create index fiscal_year_starts_on_idx on accounting.fiscal_year (organization_id, starts_on, id);
create index fiscal_year_ends_on_idx on accounting.fiscal_year (organization_id, ends_on, id);
${tenant('fiscal_year')}

create table accounting.period (${RECORD},
  fiscal_year_id uuid not null,
  number integer not null,
  name varchar(20) not null,
  starts_on date not null,
  ends_on date not null,
  state text not null default 'OPEN',
  state_reason varchar(500),
  constraint period_fiscal_year_id_number_key unique (organization_id, fiscal_year_id, number),
  constraint period_span_check check (starts_on <= ends_on),
  constraint period_state_check check (state in ('OPEN', 'SOFT_CLOSED', 'CLOSED')),
  constraint period_fiscal_year_id_fkey foreign key (organization_id, fiscal_year_id)
    references accounting.fiscal_year (organization_id, id)
);
create index period_starts_on_idx on accounting.period (organization_id, starts_on, id);
create index period_number_idx on accounting.period (organization_id, number, id);
create index period_name_idx on accounting.period (organization_id, name, id);
create index period_ends_on_idx on accounting.period (organization_id, ends_on, id);
create index period_state_idx on accounting.period (organization_id, state, id);
${tenant('period')}

create table accounting.lock (${RECORD},
  area text not null,
  until_on date not null,
  is_hard boolean not null default false,
  reason varchar(500),
  constraint lock_area_is_hard_key unique (organization_id, area, is_hard),
  constraint lock_area_check check (area in ('ALL', 'SALES', 'PURCHASES', 'BANK', 'PAYROLL'))
);
create index lock_is_hard_idx on accounting.lock (organization_id, is_hard, id);
create index lock_until_on_idx on accounting.lock (organization_id, until_on, id);
${tenant('lock')}

create table accounting.lock_exception (${RECORD},
  lock_id uuid not null,
  user_id uuid not null,
  expires_at timestamptz(3) not null,
  reason varchar(500) not null,
  constraint lock_exception_lock_id_fkey foreign key (organization_id, lock_id) references
    accounting.lock (organization_id, id),
  constraint lock_exception_user_id_fkey foreign key (organization_id, user_id) references
    core.membership (organization_id, id)
);
create index lock_exception_expires_at_idx on accounting.lock_exception (organization_id,
  expires_at, id);
create index lock_exception_lock_id_idx on accounting.lock_exception (organization_id,
  lock_id, id);
create index lock_exception_user_id_idx on accounting.lock_exception (organization_id,
  user_id, id);
${tenant('lock_exception')}

`;

export const yearsComments = [
  comments('fiscal_year', 'A fiscal year; fiscal years do not overlap.', {
    name: 'Short name, such as 2026; part of entry references',
    starts_on: 'First day',
    ends_on: 'Last day, inclusive',
  }),
  comments('period', 'A part of a fiscal year, usually a month, that is closed as a whole.', {
    fiscal_year_id: 'The fiscal year that it is part of',
    number: 'Place in the fiscal year, from 1',
    name: 'Short name, such as 2026-03',
    starts_on: 'First day',
    ends_on: 'Last day, inclusive',
    state: 'Whether it takes entries',
    state_reason: 'Why it was last opened again',
  }),
  comments(
    'lock',
    'No entry up to a day: soft with exceptions, or hard for everybody and for ever.',
    {
      area: 'The part of the books that it holds for',
      until_on: 'Last day that takes no entries any more',
      is_hard: 'Without exceptions, and never moved back',
      reason: 'Why',
    },
  ),
  comments('lock_exception', 'Lets one person post in spite of a soft lock, for some time.', {
    lock_id: 'The lock',
    user_id: 'Who may post',
    expires_at: 'Until this instant',
    reason: 'Why',
  }),
].join('\n');

export const yearsDown = `
drop table accounting.lock_exception;
drop table accounting.lock;
drop table accounting.period;
drop table accounting.fiscal_year;
`;
