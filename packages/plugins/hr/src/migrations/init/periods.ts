/**
 * What no program may break: periods of one employee do not overlap. Checked when the transaction
 * ends, so that one may close and open in any order.
 */
export const overlaps = `
alter table hr.employment add constraint employment_no_overlap
  exclude using gist (organization_id with =, employee_id with =,
    daterange(starts_on, ends_on) with &&) deferrable initially deferred;
alter table hr.job_record add constraint job_record_no_overlap
  exclude using gist (organization_id with =, employee_id with =,
    daterange(valid_from, valid_to) with &&) deferrable initially deferred;
alter table hr.salary add constraint salary_no_overlap
  exclude using gist (organization_id with =, employee_id with =,
    daterange(valid_from, valid_to) with &&) deferrable initially deferred;
`;

/** A job lies within its employment, whichever of the two changes. */
export const periods = `
-- The row is read again: what counts is what it is when the transaction ends. The share lock
-- makes somebody who shortens the employment at the same time wait, and see this job.
create function hr.job_record_in_employment() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  job hr.job_record;
begin
  select * into job from hr.job_record j
   where j.organization_id = new.organization_id and j.id = new.id;
  if not found then
    return null;
  end if;
  perform from hr.employment e
    where e.organization_id = job.organization_id and e.id = job.employment_id
      and e.employee_id = job.employee_id
      and daterange(e.starts_on, e.ends_on) @> daterange(job.valid_from, job.valid_to)
    for share;
  if not found then
    raise exception using errcode = 'BU001', message = 'HR_OUTSIDE_EMPLOYMENT';
  end if;
  return null;
end $$;

create constraint trigger in_employment
  after insert or update of employee_id, employment_id, valid_from, valid_to on hr.job_record
  deferrable initially deferred
  for each row execute function hr.job_record_in_employment();

create function hr.employment_holds_jobs() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from hr.employment e
    join hr.job_record j on j.organization_id = e.organization_id and j.employment_id = e.id
   where e.organization_id = new.organization_id and e.id = new.id
     and not (e.employee_id = j.employee_id
       and daterange(e.starts_on, e.ends_on) @> daterange(j.valid_from, j.valid_to));
  if found then
    raise exception using errcode = 'BU001', message = 'HR_OUTSIDE_EMPLOYMENT';
  end if;
  return null;
end $$;

create constraint trigger holds_jobs
  after update of employee_id, starts_on, ends_on on hr.employment
  deferrable initially deferred
  for each row execute function hr.employment_holds_jobs();
`;

/** Takes the functions back; constraints and triggers go with their tables. */
export const periodsDown = `
drop function hr.job_record_in_employment();
drop function hr.employment_holds_jobs();
`;
