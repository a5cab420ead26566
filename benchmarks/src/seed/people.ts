/**
 * One organization's structure and people, a set at a time. $1 is the number of the organization
 * in the seed, $2 how many employees it has.
 *
 * Everybody has had another job each year since 2016. The first 200 employees lead one unit each
 * and report to the leader of the unit above; below them eight report to each within the unit.
 * Triggers are off: what they would keep of units and jobs is written here.
 */
export const peopleStatements: readonly string[] = [
  `insert into core.legal_entity (id, code, name, country, currency)
   select seed.id('len', $1, n), 'LE' || n, 'Company ' || n, 'DE', 'EUR'
   from generate_series(1, 2) n where $2::int > 0`,
  `insert into core.site (id, code, name, time_zone, country, city)
   select seed.id('sit', $1, n), 'S' || lpad(n::text, 3, '0'), 'Site ' || n, 'Europe/Berlin', 'DE',
     seed.pick('{Hamburg,Berlin,Kiel,Bremen,Rostock}', n)
   from generate_series(1, 40) n where $2::int > 0`,
  `insert into core.org_unit (id, code, name, parent_id, legal_entity_id)
   select seed.id('unt', $1, n), 'U' || lpad(n::text, 4, '0'), 'Unit ' || n,
     case when n > 1 then seed.id('unt', $1, (n + 4) / 6) end, seed.id('len', $1, 1 + n % 2)
   from generate_series(1, 200) n where $2::int > 0 order by n`,
  `insert into core.person (id, given_name, family_name, email, birth_date)
   select seed.id('per', $1, n), given, family,
     lower(given || '.' || family || n || '@example.org'),
     date '1960-01-01' + (n * 37 % 15000)::int
   from generate_series(1, $2::int) n,
     lateral (select seed.pick('{Anna,Ben,Clara,David,Emma,Felix,Greta,Hannes,Ida,Jonas,Klara,
       Lukas,Mila,Noah,Olga,Paul,Rosa,Simon,Tilda,Uwe,Vera,Willi,Yara}', n * 7919) as given,
       seed.pick('{Schmidt,Müller,Petersen,Hansen,Jansen,Lorenz,Keller,Brandt,Vogel,Winter,Sommer,
       Richter,Koch,Bauer,Wolf,Neumann,Schwarz,Braun,Krüger,Hofmann,Lange,Werner,Krause,Lehmann,
       Maier,Fuchs,Jung,Peters,Berg}', n::bigint * 104729 / 3) as family) names`,
  `insert into hr.employee (id, number, person_id, display_name, work_email, hired_on,
     terminated_on, status)
   select seed.id('emp', $1, n), 'E' || lpad(n::text, 8, '0'), p.id, p.display_name,
     'e' || n || '@work.example.org', date '2012-01-01' + (n * 31 % 4500)::int,
     case when n % 20 = 7 then date '2025-06-30' end,
     case when n % 20 = 7 then 'TERMINATED' else 'ACTIVE' end
   from generate_series(1, $2::int) n
   join core.person p on p.organization_id = current_setting('app.organization_id')::uuid
     and p.id = seed.id('per', $1, n)`,
  `insert into hr.employment (id, employee_id, legal_entity_id, kind, starts_on, ends_on,
     end_reason)
   select seed.id('emt', $1, n), e.id, seed.id('len', $1, 1 + n % 2), 'PERMANENT', e.hired_on,
     e.terminated_on + 1, case when e.terminated_on is not null then 'RESIGNATION' end
   from generate_series(1, $2::int) n
   join hr.employee e on e.organization_id = current_setting('app.organization_id')::uuid
     and e.id = seed.id('emp', $1, n)`,
  `insert into hr.job_record (id, employee_id, employment_id, valid_from, valid_to, position,
     unit_id, manager_id, site_id, reason)
   select seed.id('jrec', $1, n * 16 + span.part), e.id, seed.id('emt', $1, n), span.first,
     coalesce(span.next, e.terminated_on + 1),
     seed.pick('{Engineer,Technician,Accountant,Buyer,Planner,Lead,Analyst,Clerk}',
       n + span.part),
     seed.id('unt', $1, 1 + n % 200),
     case when boss.number between 1 and $2::int then seed.id('emp', $1, boss.number) end,
     seed.id('sit', $1, 1 + n % 40), case span.part when 0 then 'HIRE' else 'PROMOTION' end
   from generate_series(1, $2::int) n
   join hr.employee e on e.organization_id = current_setting('app.organization_id')::uuid
     and e.id = seed.id('emp', $1, n)
   cross join lateral (
     select case
       when n > 200 then 200 * ((n / 200 - 1) / 8) + 1 + (n - 1) % 200
       when n between 1 and 199 then case when n <= 6 then 200 else (n + 5) / 6 - 1 end
       end as number) boss
   cross join lateral (
     select row_number() over (order by d.first) - 1 as part, d.first,
       lead(d.first) over (order by d.first) as next
     from (select e.hired_on as first
       union select make_date(y, 1, 1) from generate_series(2016, 2025) y) d
     where d.first >= e.hired_on and (e.terminated_on is null or d.first <= e.terminated_on)) span`,
  `insert into hr.job_version (id, record_id, employee_id, employment_id, valid_from, valid_to,
     position, unit_id, manager_id, site_id, part_time_share, reason, known_from)
   select id, id, employee_id, employment_id, valid_from, valid_to, position, unit_id, manager_id,
     site_id, part_time_share, reason, valid_from
   from hr.job_record
   where organization_id = current_setting('app.organization_id')::uuid and $1::int > 0
     and $2::int > 0`,
  `insert into core.org_unit_version (id, unit_id, valid_from, name, parent_id, legal_entity_id,
     known_from)
   select id, id, date '0001-01-01', name, parent_id, legal_entity_id, date '2016-01-01'
   from core.org_unit
   where organization_id = current_setting('app.organization_id')::uuid and $1::int > 0
     and $2::int > 0`,
];
