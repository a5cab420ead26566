/** The sentences of the entities: the database explains itself. */
export const comments = `
comment on table hr.employee is
  'A person in the service of the organization, now or earlier; one for each person.';
comment on column hr.employee.organization_id is 'Organization that the row belongs to';
comment on column hr.employee.id is 'Opaque, sortable id';
comment on column hr.employee.version is 'Grows by one with each change';
comment on column hr.employee.created_at is 'When the record was made';
comment on column hr.employee.updated_at is 'When the record was last changed';
comment on column hr.employee.number is 'Employee number, unique in the organization';
comment on column hr.employee.person_id is 'The human being';
comment on column hr.employee.display_name is 'Name of the person, to order and search by';
comment on column hr.employee.work_email is 'E-mail address at work, lower case';
comment on column hr.employee.hired_on is 'First day of the latest employment';
comment on column hr.employee.terminated_on is 'Last day of the latest employment; null: open';
comment on column hr.employee.status is 'Whether an end is known';
comment on column hr.employee.bank_account is 'Account that pay goes to (IBAN); sealed';
comment on column hr.employee.bank_account_index is 'Blind index for equality';
comment on column hr.employee.national_id is 'National identity or insurance number; sealed';
comment on column hr.employee.national_id_index is 'Blind index for equality';
comment on table hr.employment is
  'The time from one hiring to its end; a rehire is a second employment.';
comment on column hr.employment.organization_id is 'Organization that the row belongs to';
comment on column hr.employment.id is 'Opaque, sortable id';
comment on column hr.employment.version is 'Grows by one with each change';
comment on column hr.employment.created_at is 'When the record was made';
comment on column hr.employment.updated_at is 'When the record was last changed';
comment on column hr.employment.employee_id is 'Who is employed';
comment on column hr.employment.legal_entity_id is 'The company that employs';
comment on column hr.employment.kind is 'On which terms';
comment on column hr.employment.starts_on is 'First day';
comment on column hr.employment.ends_on is 'Day after the last day; null: open';
comment on column hr.employment.end_reason is 'Why it ended';
comment on table hr.job_record is
  'What an employee does, where and for whom, from one day until another.';
comment on column hr.job_record.organization_id is 'Organization that the row belongs to';
comment on column hr.job_record.id is 'Opaque, sortable id';
comment on column hr.job_record.version is 'Grows by one with each change';
comment on column hr.job_record.created_at is 'When the record was made';
comment on column hr.job_record.updated_at is 'When the record was last changed';
comment on column hr.job_record.employee_id is 'Whose job it is';
comment on column hr.job_record.employment_id is 'The employment that it belongs to';
comment on column hr.job_record.valid_from is 'First day on which this holds';
comment on column hr.job_record.valid_to is 'First day on which this no longer holds; null = open';
comment on column hr.job_record.position is 'Title of the position';
comment on column hr.job_record.unit_id is 'Department or team';
comment on column hr.job_record.manager_id is 'Whom the employee reports to';
comment on column hr.job_record.site_id is 'Place of work';
comment on column hr.job_record.part_time_share is
  'Part of full working time, above 0 and at most 1';
comment on column hr.job_record.reason is 'Why the record was opened';
comment on table hr.salary is 'Agreed gross pay of an employee from one day until another.';
comment on column hr.salary.organization_id is 'Organization that the row belongs to';
comment on column hr.salary.id is 'Opaque, sortable id';
comment on column hr.salary.version is 'Grows by one with each change';
comment on column hr.salary.created_at is 'When the record was made';
comment on column hr.salary.updated_at is 'When the record was last changed';
comment on column hr.salary.employee_id is 'Whose pay it is';
comment on column hr.salary.valid_from is 'First day on which this holds';
comment on column hr.salary.valid_to is 'First day on which this no longer holds; null = open';
comment on column hr.salary.amount_amount is
  'Gross pay as agreed, for the part-time share worked (Exact amount in units of the currency)';
comment on column hr.salary.amount_currency is
  'Gross pay as agreed, for the part-time share worked (ISO 4217 code)';
comment on column hr.salary.period is 'The time that the amount is for';
`;
