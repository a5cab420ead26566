select count(*) from "hr"."employee" t8 where t8.organization_id = $1::uuid;

select t0."display_name", t2."id", t2."position", t4."id", t4."name", (select coalesce(json_agg(json_build_array((t5."tag")::text, (t7."id")::text, (t7."name")::text) order by t5."tag", t5."id"), '[]')
from (select t6."tag", t6."organization_id", t6."model_id", t6."id" from "assets"."asset" t6 where t6.organization_id = t0."organization_id" and t6."holder_id" = t0."id" order by t6."tag", t6."id" limit $1::int) t5 left join "assets"."asset_model" t7 on t7.organization_id = t5."organization_id" and t7."id" = t5."model_id")
from (select t1."display_name", t1."organization_id", t1."id" from "hr"."employee" t1 where t1.organization_id = $2::uuid order by t1."display_name", t1."id" limit $3::int) t0 left join lateral (select t3."id", t3."position", t3."organization_id", t3."unit_id" from "hr"."job_record" t3 where t3.organization_id = t0."organization_id" and t3."employee_id" = t0."id" and t3."valid_from" <= $4::date and (t3."valid_to" is null or t3."valid_to" > $4::date) order by t3."valid_from" desc limit 1) t2 on true left join "core"."org_unit" t4 on t4.organization_id = t2."organization_id" and t4."id" = t2."unit_id" order by t0."display_name", t0."id";

select t0."name", t0."id" from "core"."organization" t0  where t0.organization_id = $1::uuid and t0."id" = any($2::uuid[]);
