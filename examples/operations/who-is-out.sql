
  select r.employee_id, e.display_name as name, r.starts_on, r.ends_on,
    r.is_from_noon::text as from_noon, r.is_until_noon::text as until_noon
  from hr.leave_request r
  join hr.employee e on e.organization_id = r.organization_id and e.id = r.employee_id
  where r.state in ('APPROVED', 'SHORTENED') and r.starts_on < $2::date and r.ends_on >= $1::date
    and exists (
      select from hr.job_record j
      where j.organization_id = r.organization_id and j.employee_id = r.employee_id
        and j.valid_from <= r.ends_on and (j.valid_to is null or j.valid_to > r.starts_on)
        and ($3::uuid is null or j.unit_id = $3)
        and ($4 or j.unit_id in (
          select o.unit_id from hr.job_record o join hr.employee me
            on me.organization_id = o.organization_id and me.id = o.employee_id
          where o.organization_id = r.organization_id and me.person_id = $5::uuid
            and o.valid_from <= $6::date and (o.valid_to is null or o.valid_to > $6::date))))
  order by r.starts_on, e.display_name, r.id limit $7;

select t0."number", t1."id", t3."id", t3."name", t0."id" from "hr"."employee" t0 left join lateral (select t2."id", t2."organization_id", t2."unit_id" from "hr"."job_record" t2 where t2.organization_id = t0."organization_id" and t2."employee_id" = t0."id" and t2."valid_from" <= $1::date and (t2."valid_to" is null or t2."valid_to" > $1::date) order by t2."valid_from" desc limit 1) t1 on true left join lateral (select t4."id", t4."name" from "core"."org_unit" t4 where t4.organization_id = t1."organization_id" and t4."id" = t1."unit_id" limit 1) t3 on true where t0.organization_id = $2::uuid and t0."id" = any($3::uuid[]);
