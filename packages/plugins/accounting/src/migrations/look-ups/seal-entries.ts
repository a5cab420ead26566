/** Seals of a call are written by one statement; the chain is linked before it. */
export const sealEntries = `
-- Seals entries in this order and moves the head of the chain.
create or replace function accounting.seal_entries(wanted uuid[], at timestamptz) returns void
language plpgsql
set plan_cache_mode = force_generic_plan
set search_path = pg_catalog, accounting, pg_temp as $$
declare
  place bigint;
  last bytea;
  next record;
  ids uuid[] = '{}';
  counts integer[] = '{}';
  contents bytea[] = '{}';
  hashes bytea[];
begin
  select h.position, h.hash into place, last
    from chain_head h where h.organization_id = organization();
  place := coalesce(place, 0);
  hashes := array[coalesce(last, decode(repeat('00', 32), 'hex'))];
  for next in
    select c.id, c.content, c.lines from content_hashes(wanted) c
    order by array_position(wanted, c.id)
  loop
    ids := ids || next.id;
    counts := counts || next.lines;
    contents := contents || next.content;
    last := hashes[cardinality(ids)];
    hashes := hashes || link_hash(last, place + cardinality(ids), next.content);
  end loop;
  insert into entry_seal (organization_id, entry_id, position, line_count, content_hash,
      previous_hash, hash)
    select organization(), s.id, place + s.n, s.lines, s.content, hashes[s.n], hashes[s.n + 1]
    from unnest(ids, counts, contents) with ordinality as s(id, lines, content, n);
  insert into chain_head (organization_id, position, hash, posted_at)
    values (organization(), place + cardinality(ids), hashes[cardinality(hashes)], at)
    on conflict (organization_id) do update
      set position = excluded.position, hash = excluded.hash, posted_at = excluded.posted_at;
end $$;
`;

/** As it was: one statement for each. */
export const sealEntriesBefore = `
create or replace function accounting.seal_entries(wanted uuid[], at timestamptz) returns void
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
