/** Tables of people, as the table generator wrote them; frozen. */
export const tables = `
create table hr.employee (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true),
    '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  number varchar(40) not null,
  person_id uuid not null,
  display_name varchar(241) not null,
  work_email varchar(254),
  hired_on date not null,
  terminated_on date,
  status text not null default 'ACTIVE',
  bank_account text,
  bank_account_index text,
  national_id text,
  national_id_index text,
  constraint employee_person_id_key unique (organization_id, person_id),
  constraint employee_number_key unique (organization_id, number),
  constraint employee_status_check check ("status" in ('ACTIVE', 'TERMINATED'))
);

create table hr.employment (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true),
    '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  employee_id uuid not null,
  legal_entity_id uuid not null,
  kind text not null default 'PERMANENT',
  starts_on date not null,
  ends_on date,
  end_reason text,
  constraint employment_span_check check (ends_on is null or starts_on < ends_on),
  constraint employment_kind_check check ("kind" in ('PERMANENT', 'FIXED_TERM', 'TEMPORARY',
    'APPRENTICE', 'INTERN')),
  constraint employment_end_reason_check check ("end_reason" in ('RESIGNATION', 'DISMISSAL',
    'AGREEMENT', 'END_OF_TERM', 'RETIREMENT', 'DEATH', 'OTHER'))
);

create table hr.job_record (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true),
    '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  employee_id uuid not null,
  employment_id uuid not null,
  valid_from date not null,
  valid_to date,
  position varchar(120) not null,
  unit_id uuid not null,
  manager_id uuid,
  site_id uuid not null,
  part_time_share numeric(5,4) not null default '1',
  reason text not null default 'HIRE',
  constraint job_record_span_check check (valid_to is null or valid_from < valid_to),
  constraint job_record_part_time_share_check check (part_time_share > 0 and part_time_share <= 1),
  constraint job_record_reason_check check ("reason" in ('HIRE', 'PROMOTION', 'TRANSFER',
    'REORGANIZATION', 'WORKING_TIME', 'CORRECTION', 'OTHER'))
);

create table hr.salary (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true),
    '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  employee_id uuid not null,
  valid_from date not null,
  valid_to date,
  amount_amount numeric(20,4) not null,
  amount_currency varchar(3) not null,
  period text not null default 'YEAR',
  constraint salary_span_check check (valid_to is null or valid_from < valid_to),
  constraint salary_amount_check check (amount_amount > 0),
  constraint salary_period_check check ("period" in ('YEAR', 'MONTH'))
);
`;

/**
 * Primary keys, made after all other indexes: among indexes that cost the same to an empty table
 * the planner takes the youngest, and connections keep the plans of foreign keys that they make
 * then. With another index each row of a first import would read all rows before it.
 */
export const primaryKeys = `
alter table hr.employee add constraint employee_pkey primary key (organization_id, id);
alter table hr.employment add constraint employment_pkey primary key (organization_id, id);
alter table hr.job_record add constraint job_record_pkey primary key (organization_id, id);
alter table hr.salary add constraint salary_pkey primary key (organization_id, id);
`;

/** Foreign keys: within the organization, to core where the record is core's. */
export const foreignKeys = `
alter table hr.employee add constraint employee_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table hr.employee add constraint employee_person_id_fkey
  foreign key (organization_id, person_id) references core.person (organization_id, id);
alter table hr.employment add constraint employment_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table hr.employment add constraint employment_employee_id_fkey
  foreign key (organization_id, employee_id) references hr.employee (organization_id, id);
alter table hr.employment add constraint employment_legal_entity_id_fkey
  foreign key (organization_id, legal_entity_id) references core.legal_entity (organization_id, id);
alter table hr.job_record add constraint job_record_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table hr.job_record add constraint job_record_employee_id_fkey
  foreign key (organization_id, employee_id) references hr.employee (organization_id, id);
alter table hr.job_record add constraint job_record_employment_id_fkey
  foreign key (organization_id, employment_id) references hr.employment (organization_id, id);
alter table hr.job_record add constraint job_record_unit_id_fkey
  foreign key (organization_id, unit_id) references core.org_unit (organization_id, id);
alter table hr.job_record add constraint job_record_manager_id_fkey
  foreign key (organization_id, manager_id) references hr.employee (organization_id, id);
alter table hr.job_record add constraint job_record_site_id_fkey
  foreign key (organization_id, site_id) references core.site (organization_id, id);
alter table hr.salary add constraint salary_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table hr.salary add constraint salary_employee_id_fkey
  foreign key (organization_id, employee_id) references hr.employee (organization_id, id);
`;
