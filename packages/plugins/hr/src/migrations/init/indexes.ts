/**
 * Indexes for filters, orders, foreign keys and text search. Sealed columns have blind indexes
 * only: an index over sealed text would serve nothing.
 */
export const indexes = `
create index employee_display_name_idx on hr.employee (organization_id, display_name, id);
create index employee_hired_on_idx on hr.employee (organization_id, hired_on, id);
create index employee_terminated_on_idx on hr.employee (organization_id, terminated_on, id);
create index employee_bank_account_index_idx on hr.employee (organization_id, bank_account_index, id);
create index employee_national_id_index_idx on hr.employee (organization_id, national_id_index, id);
create index employee_work_email_idx on hr.employee (organization_id, work_email, id);
create index employee_status_idx on hr.employee (organization_id, status, id);
create index employee_search_idx on hr.employee using gin (display_name gin_trgm_ops, number
  gin_trgm_ops, work_email gin_trgm_ops);
create index employment_starts_on_idx on hr.employment (organization_id, starts_on, id);
create index employment_ends_on_idx on hr.employment (organization_id, ends_on, id);
create index employment_employee_id_idx on hr.employment (organization_id, employee_id, id);
create index employment_legal_entity_id_idx on hr.employment (organization_id, legal_entity_id, id);
create index employment_kind_idx on hr.employment (organization_id, kind, id);
create index job_record_valid_from_idx on hr.job_record (organization_id, valid_from, id);
create index job_record_position_idx on hr.job_record (organization_id, position, id);
create index job_record_employee_id_idx on hr.job_record (organization_id, employee_id, id);
create index job_record_employment_id_idx on hr.job_record (organization_id, employment_id, id);
create index job_record_unit_id_idx on hr.job_record (organization_id, unit_id, id);
create index job_record_manager_id_idx on hr.job_record (organization_id, manager_id, id);
create index job_record_site_id_idx on hr.job_record (organization_id, site_id, id);
create index job_record_valid_to_idx on hr.job_record (organization_id, valid_to, id);
create index salary_valid_from_idx on hr.salary (organization_id, valid_from, id);
create index salary_amount_amount_idx on hr.salary (organization_id, amount_amount, id);
create index salary_employee_id_idx on hr.salary (organization_id, employee_id, id);
create index salary_valid_to_idx on hr.salary (organization_id, valid_to, id);
`;

/** Row-level security, forced, and the rights of the run-time roles. */
export const access = `
alter table hr.employee enable row level security;
alter table hr.employee force row level security;
create policy organization on hr.employee for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on hr.employee to bureau_app;
grant select on hr.employee to bureau_reader;
alter table hr.employment enable row level security;
alter table hr.employment force row level security;
create policy organization on hr.employment for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on hr.employment to bureau_app;
grant select on hr.employment to bureau_reader;
alter table hr.job_record enable row level security;
alter table hr.job_record force row level security;
create policy organization on hr.job_record for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on hr.job_record to bureau_app;
grant select on hr.job_record to bureau_reader;
alter table hr.salary enable row level security;
alter table hr.salary force row level security;
create policy organization on hr.salary for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on hr.salary to bureau_app;
grant select on hr.salary to bureau_reader;
`;
