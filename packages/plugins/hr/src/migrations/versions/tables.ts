import { comments, RECORD, readOnly, reference } from './tenant.js';

/** When a version was known, and who made it so. */
const KNOWN = `
  known_from timestamptz(6) not null,
  known_to timestamptz(6),
  recorded_by_id uuid,
  superseded_by_id uuid`;

function checksOf(table: string): string {
  return `
  constraint ${table}_span_check check (valid_to is null or valid_from < valid_to),
  constraint ${table}_known_check check (known_to is null or known_from < known_to)`;
}

function indexesOf(table: string): string {
  return `
create index ${table}_record_id_idx on hr.${table} (organization_id, record_id, id);
create index ${table}_known_from_idx on hr.${table} (organization_id, known_from, id);
create index ${table}_known_to_idx on hr.${table} (organization_id, known_to, id);
create index ${table}_valid_from_idx on hr.${table} (organization_id, valid_from, id);
create index ${table}_valid_to_idx on hr.${table} (organization_id, valid_to, id);
${reference(table, 'employee_id', 'employee')}
${reference(table, 'recorded_by_id', 'core.membership')}
${reference(table, 'superseded_by_id', 'core.membership')}
${readOnly(table)}`;
}

const tables = `
create table hr.job_version (${RECORD},
  record_id uuid not null,
  employee_id uuid not null,
  employment_id uuid not null,
  valid_from date not null,
  valid_to date,
  position varchar(120) not null,
  unit_id uuid not null,
  manager_id uuid,
  site_id uuid not null,
  part_time_share numeric(5,4) not null,
  reason text not null,
  ${KNOWN},
  constraint job_version_reason_check check (reason in ('HIRE', 'PROMOTION', 'TRANSFER',
    'REORGANIZATION', 'WORKING_TIME', 'CORRECTION', 'OTHER')),
  ${checksOf('job_version')}
);
${indexesOf('job_version')}
${reference('job_version', 'employment_id', 'employment')}
${reference('job_version', 'unit_id', 'core.org_unit')}
${reference('job_version', 'manager_id', 'employee')}
${reference('job_version', 'site_id', 'core.site')}

create table hr.salary_version (${RECORD},
  record_id uuid not null,
  employee_id uuid not null,
  valid_from date not null,
  valid_to date,
  amount_amount numeric(20,4) not null,
  amount_currency varchar(3) not null,
  period text not null,
  ${KNOWN},
  constraint salary_version_period_check check (period in ('YEAR', 'MONTH')),
  ${checksOf('salary_version')}
);
${indexesOf('salary_version')}
`;

const told = {
  record_id: 'The record that it is a version of, also when that is gone',
  employee_id: 'Whose it is',
  valid_from: 'First day on which this holds',
  valid_to: 'First day on which this no longer holds; null = open',
  known_from: 'Since when this was known',
  known_to: 'From when on something else was known; null: this still stands',
  recorded_by_id: 'User who wrote it; null: the platform, or before versions were kept',
  superseded_by_id: 'User who wrote something else; null: the platform, or nobody yet',
};

const job = comments(
  'job_version',
  'What was known of a job from one instant until another; never changed but for its end.',
  {
    ...told,
    employment_id: 'The employment that it belongs to',
    position: 'Title of the position',
    unit_id: 'Department or team',
    manager_id: 'Whom the employee reports to',
    site_id: 'Place of work',
    part_time_share: 'Part of full working time, above 0 and at most 1',
    reason: 'Why the record was opened',
  },
);

const salary = comments(
  'salary_version',
  'What was known of pay from one instant until another; never changed but for its end.',
  {
    ...told,
    amount_amount: 'Gross pay as agreed (Exact amount in units of the currency)',
    amount_currency: 'Gross pay as agreed (ISO 4217 code)',
    period: 'The time that the amount is for',
  },
);

/** What was known of jobs and pay, and when. */
export const versionTables = [tables, job, salary].join('\n');
