
  select r.id as record_id, e.id as entry_id, e.at::text as at, e.action, e.operation,
    e.principal_kind as kind, e.principal_id, coalesce(m.display_name, k.name) as name,
    e.before::text as before, e.after::text as after
  from unnest($1::uuid[]) as r(id)
  cross join lateral (select * from core.audit_entry t
    where t.organization_id = $2 and t.record_type = $3 and t.record_id = r.id
      and t.action in ('CREATE', 'UPDATE', 'DELETE')
      and ($4::uuid is null or t.sequence < (select c.sequence from core.audit_entry c
        where c.organization_id = $2 and c.id = $4))
    order by t.sequence desc limit $5) e
  
  left join core.membership m on m.organization_id = e.organization_id and m.id = e.principal_id
  left join core.api_key k on k.organization_id = e.organization_id and k.id = e.principal_id
  order by e.sequence desc;

select t0."tag", t0."state", t0."id" from "assets"."asset" t0  where t0.organization_id = $1::uuid and ((t0."tag" = $2::varchar)) limit 1;
