/**
 * Posting: the only way into the ledger. The server may call it and read what it wrote; nobody but
 * the owner of the tables may write them.
 *
 * One posting at a time in an organization: the lock makes numbers, chain and posted_at grow in the
 * order of commits, and balances are written without deadlocks. It costs nothing where balances of
 * the same accounts would wait for each other anyway; a batch takes it once.
 */
export const post = `
-- Whoever waits for it sees everything that was posted before.
create function accounting.lock_ledger() returns void language sql
set search_path = pg_catalog, accounting, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('accounting ' || organization()::text, 0))
$$;

-- The sets of dimension values that lines carry; each is made once.
create function accounting.make_dimension_sets(rows accounting.posting_line[]) returns void
language sql
set search_path = pg_catalog, accounting, pg_temp as $$
  with made as (
    insert into dimension_set (organization_id, id, key, label)
    select organization(), gen_random_uuid(), k.key, string_agg(d.code || '=' || v.code, ' '
        order by d.id)
    from (select distinct l.dimension_key as key from unnest(rows) l
      where l.dimension_key is not null and not exists (select from dimension_set s
        where s.organization_id = organization() and s.key = l.dimension_key)) k
    cross join lateral unnest(string_to_array(k.key, ' ')::uuid[]) as u(id)
    join dimension_value v on v.organization_id = organization() and v.id = u.id
    join dimension d on d.organization_id = organization() and d.id = v.dimension_id
    group by k.key
    returning id, key)
  insert into dimension_set_item (organization_id, id, set_id, dimension_id, value_id)
  select organization(), gen_random_uuid(), m.id, v.dimension_id, v.id
  from made m
  cross join lateral unnest(string_to_array(m.key, ' ')::uuid[]) as u(id)
  join dimension_value v on v.organization_id = organization() and v.id = u.id
$$;

create function accounting.add_balances(wanted uuid[]) returns void language sql
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
  insert into balance as b (organization_id, account_id, period_id, currency, dimension_set_id,
    starts_on, ends_on, debit, credit, base_debit, base_credit)
  select organization(), l.account_id, e.period_id, l.currency,
    coalesce(l.dimension_set_id, '00000000-0000-0000-0000-000000000000'::uuid),
    p.starts_on, p.ends_on, sum(l.debit), sum(l.credit),
    sum(greatest(l.base_amount, 0)), sum(greatest(-l.base_amount, 0))
  from unnest(wanted) as w(id)
  join entry e on e.organization_id = organization() and e.id = w.id
  join line l on l.organization_id = organization() and l.entry_id = e.id
  join period p on p.organization_id = organization() and p.id = e.period_id
  group by 2, 3, 4, 5, 6, 7
  order by 2, 3, 4, 5
  on conflict (organization_id, account_id, period_id, currency, dimension_set_id) do update
    set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      base_debit = b.base_debit + excluded.base_debit,
      base_credit = b.base_credit + excluded.base_credit
$$;

-- Seals entries in this order and moves the head of the chain.
create function accounting.seal_entries(wanted uuid[], at timestamptz) returns void
language plpgsql
set search_path = pg_catalog, accounting, pg_temp as $$
declare
  place bigint;
  last bytea;
  next record;
begin
  select h.position, h.hash into place, last
    from chain_head h where h.organization_id = organization();
  place := coalesce(place, 0);
  last := coalesce(last, decode(repeat('00', 32), 'hex'));
  for next in
    select c.id, c.content, c.lines from content_hashes(wanted) c
    order by array_position(wanted, c.id)
  loop
    place := place + 1;
    insert into entry_seal (organization_id, entry_id, position, line_count, content_hash,
        previous_hash, hash)
      values (organization(), next.id, place, next.lines, next.content, last,
        link_hash(last, place, next.content))
      returning hash into last;
  end loop;
  insert into chain_head (organization_id, position, hash, posted_at)
    values (organization(), place, last, at)
    on conflict (organization_id) do update
      set position = excluded.position, hash = excluded.hash, posted_at = excluded.posted_at;
end $$;
`;

export const postDown = `
drop function accounting.seal_entries(uuid[], timestamptz);
drop function accounting.add_balances(uuid[]);
drop function accounting.make_dimension_sets(accounting.posting_line[]);
drop function accounting.lock_ledger();
`;
