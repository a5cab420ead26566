/** What each policy says of each document; ends of contracts count when all are over. */
export const spans = `
create or replace view documents.retention_span with (security_invoker = true) as
select d.organization_id, d.id as document_id, p.id as policy_id, p.event, began.occurred_on,
  (case when p.is_from_year_end
      then make_date(extract(year from began.occurred_on)::int + 1, 1, 1)
      else began.occurred_on end
    + make_interval(
        years => case p.term_unit when 'YEARS' then p.term_count else 0 end,
        months => case p.term_unit when 'MONTHS' then p.term_count else 0 end,
        days => case p.term_unit when 'DAYS' then p.term_count else 0 end))::date as free_on
from documents.document d
join core.organization o on o.id = d.organization_id
join documents.retention_policy p on p.organization_id = d.organization_id and p.is_active
  and (p.document_type_id is null or p.document_type_id = d.type_id)
cross join lateral (
  select case when not (p.event = 'CONTRACT_ENDED' and exists (
      select from documents.contract_document l
      join documents.contract c on c.organization_id = l.organization_id and c.id = l.contract_id
      where l.organization_id = d.organization_id and l.document_id = d.id
        and not c.is_end_told)) then max(known.day) end as occurred_on
  from (
    select (d.filed_at at time zone o.time_zone)::date as day where p.event = 'FILED'
    union all
    select (v.published_at at time zone o.time_zone)::date from documents.document_version v
    where p.event = 'PUBLISHED' and v.organization_id = d.organization_id
      and v.document_id = d.id
    union all
    select c.ends_on from documents.contract_document l
    join documents.contract c on c.organization_id = l.organization_id and c.id = l.contract_id
    where p.event = 'CONTRACT_ENDED' and l.organization_id = d.organization_id
      and l.document_id = d.id and c.is_end_told
    union all
    select f.occurred_on from documents.retention_fact f
    where f.organization_id = d.organization_id and f.document_id = d.id and f.event = p.event
  ) known) began;
`;

/** As it was before. */
export const spansBefore = `
create or replace view documents.retention_span with (security_invoker = true) as
select d.organization_id, d.id as document_id, p.id as policy_id, p.event, began.occurred_on,
  (case when p.is_from_year_end
      then make_date(extract(year from began.occurred_on)::int + 1, 1, 1)
      else began.occurred_on end
    + make_interval(
        years => case p.term_unit when 'YEARS' then p.term_count else 0 end,
        months => case p.term_unit when 'MONTHS' then p.term_count else 0 end,
        days => case p.term_unit when 'DAYS' then p.term_count else 0 end))::date as free_on
from documents.document d
join core.organization o on o.id = d.organization_id
join documents.retention_policy p on p.organization_id = d.organization_id and p.is_active
  and (p.document_type_id is null or p.document_type_id = d.type_id)
cross join lateral (
  select max(known.day) as occurred_on from (
    select (d.filed_at at time zone o.time_zone)::date as day where p.event = 'FILED'
    union all
    select (v.published_at at time zone o.time_zone)::date from documents.document_version v
    where p.event = 'PUBLISHED' and v.organization_id = d.organization_id
      and v.document_id = d.id
    union all
    select f.occurred_on from documents.retention_fact f
    where f.organization_id = d.organization_id and f.document_id = d.id and f.event = p.event
  ) known) began;
`;
