import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.applicant (${RECORD},
  given_name text,
  family_name text,
  email text,
  email_index text,
  phone text,
  erased_at timestamptz(6)
);
create index applicant_email_index_idx on hr.applicant (organization_id, email_index, id);
create index applicant_erased_at_idx on hr.applicant (organization_id, erased_at, id);
create index applicant_created_at_idx on hr.applicant (organization_id, created_at, id);
${tenant('applicant')}

create table hr.application (${RECORD},
  applicant_id uuid not null,
  requisition_id uuid not null,
  posting_id uuid,
  stage text not null default 'APPLIED',
  applied_on date not null,
  closed_on date,
  document_id uuid,
  employee_id uuid,
  constraint application_stage_check check (stage in ('APPLIED', 'SCREENING', 'INTERVIEW',
    'OFFER', 'HIRED', 'REJECTED', 'WITHDRAWN')),
  constraint application_employee_check check ((stage = 'HIRED') = (employee_id is not null))
);
create unique index application_open_key
  on hr.application (organization_id, applicant_id, requisition_id) where closed_on is null;
create unique index application_employee_key
  on hr.application (organization_id, employee_id) where employee_id is not null;
create index application_stage_idx on hr.application (organization_id, stage, id);
create index application_applied_on_idx on hr.application (organization_id, applied_on, id);
create index application_closed_on_idx on hr.application (organization_id, closed_on, id);
${reference('application', 'applicant_id', 'applicant')}
${reference('application', 'requisition_id', 'requisition')}
${reference('application', 'posting_id', 'job_posting')}
${reference('application', 'document_id', 'core.file')}
${reference('application', 'employee_id', 'employee')}
${tenant('application')}

create table hr.interview (${RECORD},
  application_id uuid not null,
  interviewer_id uuid not null,
  topic varchar(120) not null,
  starts_at timestamptz(3) not null,
  score integer,
  note text,
  state text not null default 'PLANNED',
  constraint interview_state_check check (state in ('PLANNED', 'DONE', 'CANCELLED')),
  constraint interview_score_check check (score between 1 and 5
    and (state = 'DONE') = (score is not null))
);
create index interview_starts_at_idx on hr.interview (organization_id, starts_at, id);
create index interview_score_idx on hr.interview (organization_id, score, id);
create index interview_state_idx on hr.interview (organization_id, state, id);
${reference('interview', 'application_id', 'application')}
${reference('interview', 'interviewer_id', 'employee')}
${tenant('interview')}

create table hr.offer (${RECORD},
  application_id uuid not null,
  requisition_id uuid not null,
  starts_on date not null,
  expires_on date not null,
  kind text not null default 'PERMANENT',
  part_time_share numeric(5,4) not null default 1,
  pay_amount numeric(20,4),
  pay_currency varchar(3),
  period text not null default 'YEAR',
  state text not null default 'DRAFT',
  answered_on date,
  constraint offer_kind_check check (kind in ('PERMANENT', 'FIXED_TERM', 'TEMPORARY',
    'APPRENTICE', 'INTERN')),
  constraint offer_period_check check (period in ('YEAR', 'MONTH')),
  constraint offer_state_check check (state in ('DRAFT', 'PENDING', 'EXTENDED', 'ACCEPTED',
    'DECLINED', 'EXPIRED', 'REFUSED', 'WITHDRAWN')),
  constraint offer_part_time_share_check check (part_time_share > 0 and part_time_share <= 1),
  constraint offer_days_check check (expires_on <= starts_on),
  constraint offer_pay_check check (pay_amount > 0
    and (pay_amount is null) = (pay_currency is null))
);
create unique index offer_open_key on hr.offer (organization_id, application_id)
  where state in ('DRAFT', 'PENDING', 'EXTENDED', 'ACCEPTED');
create index offer_state_idx on hr.offer (organization_id, state, id);
create index offer_starts_on_idx on hr.offer (organization_id, starts_on, id);
create index offer_expires_on_idx on hr.offer (organization_id, expires_on, id);
create index offer_created_at_idx on hr.offer (organization_id, created_at, id);
${reference('offer', 'application_id', 'application')}
${reference('offer', 'requisition_id', 'requisition')}
${tenant('offer')}

-- Whatever writes: never more who come than posts. The requisition is locked, so that two who
-- accept at once are counted one after the other.
create function hr.offer_has_post() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted integer;
  taken integer;
begin
  select r.openings into wanted from hr.requisition r
    where r.organization_id = new.organization_id and r.id = new.requisition_id for update;
  select count(*) into taken from hr.offer o
    where o.organization_id = new.organization_id and o.requisition_id = new.requisition_id
      and o.state = 'ACCEPTED';
  if taken > wanted then
    raise exception using errcode = 'BU001', message = 'HR_OFFER_NO_POST';
  end if;
  return null;
end $$;
create constraint trigger has_post after insert or update of state, requisition_id on hr.offer
  deferrable initially deferred for each row when (new.state = 'ACCEPTED')
  execute function hr.offer_has_post();
`;

const told = [
  comments(
    'applicant',
    'Somebody who applied. Name and contact are sealed, and erased after a term.',
    {
      given_name: 'First name or names; sealed; null: erased',
      family_name: 'Family name; sealed; null: erased',
      email: 'E-mail address, lower case; sealed',
      email_index: 'Blind index for equality',
      phone: 'Telephone number; sealed',
      erased_at: 'When what was known was erased',
    },
  ),
  comments('application', 'That somebody applied for a requisition, and how far it is.', {
    applicant_id: 'Who applied',
    requisition_id: 'What for',
    posting_id: 'The advertisement that was seen',
    stage: 'How far it is',
    applied_on: 'Day on which it came in',
    closed_on: 'Day on which it ended',
    document_id: 'What was sent along; erased with it',
    employee_id: 'What became of the applicant',
  }),
  comments('interview', 'A talk with an applicant and how it went.', {
    application_id: 'The application',
    interviewer_id: 'Who leads it',
    topic: 'What it is about, such as first talk',
    starts_at: 'When it begins',
    score: '1 (no) to 5 (by all means)',
    note: 'What was noted; sealed, erased with the applicant',
    state: 'Whether it took place',
  }),
  comments('offer', 'A job that is offered to an applicant, until a day.', {
    application_id: 'Who it is for',
    requisition_id: 'Whose post it would take',
    starts_on: 'First day of work',
    expires_on: 'Last day on which it can be accepted',
    kind: 'On which terms',
    part_time_share: 'Part of full working time, above 0 and at most 1',
    pay_amount: 'Gross pay that is offered (Exact amount in units of the currency)',
    pay_currency: 'Gross pay that is offered (ISO 4217 code)',
    period: 'The time that the pay is for',
    state: 'Where it is in its life',
    answered_on: 'Day on which it was accepted or declined',
  }),
];

/** Applicants, applications, interviews and offers. */
export const applications = [tables, ...told].join('\n');
