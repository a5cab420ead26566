/**
 * The text of an entry of which its seal is the hash. Every column that means something is in it,
 * in a form that depends on no setting; verification reads the same text.
 */
export const seal = `
create function accounting.line_text(l accounting.line) returns text language sql immutable
return concat_ws('|', l.number, l.id, l.account_id, l.posted_on - date '2000-01-01', l.currency,
  trim_scale(l.amount), trim_scale(l.base_amount), coalesce(l.party_id::text, '-'),
  coalesce(l.dimension_set_id::text, '-'), coalesce(l.open_item_id::text, '-'),
  coalesce(l.tax_code_id::text, '-'), coalesce(trim_scale(l.tax_base)::text, '-'),
  coalesce(trim_scale(l.quantity)::text, '-'), coalesce(l.memo, ''));

create function accounting.entry_text(e accounting.entry) returns text language sql immutable
return concat_ws('|', e.id, e.reference, e.journal_id, e.fiscal_year_id, e.period_id, e.number,
  e.posted_on - date '2000-01-01',
  trunc(extract(epoch from e.posted_at) * 1000000), coalesce(e.posted_by_id::text, '-'), e.kind,
  coalesce(e.reverses_id::text, '-'), coalesce(e.source_type, '-'),
  coalesce(e.source_id::text, '-'), coalesce(e.source_event, '-'), e.line_count,
  trim_scale(e.base_total), coalesce(e.memo, ''));

-- Content hashes of entries of this organization.
create function accounting.content_hashes(wanted uuid[])
returns table (id uuid, content bytea, lines integer) language sql stable
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
  select e.id, sha256(convert_to(accounting.entry_text(e) || E'\\n'
      || coalesce(l.content, ''), 'UTF8')), coalesce(l.lines, 0)::integer
  from unnest(wanted) as w(id)
  join entry e on e.organization_id = organization() and e.id = w.id
  left join lateral (
    select string_agg(accounting.line_text(x), E'\\n' order by x.number) as content,
      count(*) as lines
    from line x where x.organization_id = e.organization_id and x.entry_id = e.id) l on true
$$;

create function accounting.link_hash(previous bytea, place bigint, content bytea)
returns bytea language sql immutable
return sha256(previous || convert_to(place::text, 'UTF8') || content);
`;

export const sealDown = `
drop function accounting.link_hash(bytea, bigint, bytea);
drop function accounting.content_hashes(uuid[]);
drop function accounting.entry_text(accounting.entry);
drop function accounting.line_text(accounting.line);
`;
