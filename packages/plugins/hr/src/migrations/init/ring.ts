/**
 * Nobody reports to themselves, directly or through others, on any day. Transactions of one
 * organization that set managers check one after another (advisory lock until the commit): two at
 * once could close a ring together that neither of them sees.
 */
export const ring = `
create function hr.job_record_no_ring() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  job hr.job_record;
  first_day date;
begin
  select * into job from hr.job_record j
   where j.organization_id = new.organization_id and j.id = new.id;
  if not found or job.manager_id is null then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('hr.manager_ring:' || job.organization_id, 0));
  -- A ring through this job needs somebody who reports to its holder: most people have nobody.
  perform from hr.job_record r
   where r.organization_id = job.organization_id and r.manager_id = job.employee_id
   limit 1;
  if not found then
    return null;
  end if;
  -- Up the line, with the days on which all of it holds. A pair of manager and days is visited
  -- once, so that the walk ends in a ring elsewhere too.
  with recursive line (manager_id, days) as (
    select job.manager_id, daterange(job.valid_from, job.valid_to)
    union
    select r.manager_id, l.days * daterange(r.valid_from, r.valid_to)
      from line l
      join hr.job_record r on r.organization_id = job.organization_id
       and r.employee_id = l.manager_id and daterange(r.valid_from, r.valid_to) && l.days
     where r.manager_id is not null and l.manager_id <> job.employee_id
  )
  select min(lower(l.days)) into first_day from line l where l.manager_id = job.employee_id;
  if first_day is not null then
    raise exception using errcode = 'BU001', message = 'HR_MANAGER_RING',
      detail = json_build_object('day', first_day, 'number', (
        select e.number from hr.employee e
         where e.organization_id = job.organization_id and e.id = job.employee_id))::text;
  end if;
  return null;
end $$;

create constraint trigger no_ring
  after insert or update of employee_id, manager_id, valid_from, valid_to on hr.job_record
  deferrable initially deferred
  for each row execute function hr.job_record_no_ring();
`;

/** Takes the function back; the trigger goes with its table. */
export const ringDown = `
drop function hr.job_record_no_ring();
`;
