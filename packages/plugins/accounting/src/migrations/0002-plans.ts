import type { Migration } from '@bureau/core';

/**
 * Keys that are larger than the primary key of their table. Before there are statistics the planner
 * takes the smallest index that leads with the organization to find a row by its id, and reads the
 * whole organization (4,000 entries in one transaction: 24 million rows instead of 60,000).
 *
 * And patience: whoever posts waits for its turn as long as its deadline allows, and not only as
 * long as for the lock of a row; a batch of a thousand entries may take longer than that.
 */
export const plans: Migration = {
  name: '0002-plans',
  up: `
alter table accounting.entry drop constraint entry_reverses_id_key;
create unique index entry_reverses_id_key on accounting.entry (organization_id, reverses_id)
  where reverses_id is not null;
create index entry_reverses_id_idx on accounting.entry (organization_id, reverses_id, id);
alter table accounting.entry_seal drop constraint entry_seal_position_key;
create unique index entry_seal_position_key on accounting.entry_seal (organization_id, position)
  include (entry_id);
alter function accounting.lock_ledger() set lock_timeout = 0;

-- Sub-selects, one look each: as a join it read all seals for every line, the table being empty
-- when it was planned.
create or replace function accounting.check_lines() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
  if exists (
    select from (select distinct organization_id, entry_id, posted_on from added) l
    where (select e.posted_on from accounting.entry e
        where e.organization_id = l.organization_id and e.id = l.entry_id)
        is distinct from l.posted_on
      or exists (select from accounting.entry_seal s
        where s.organization_id = l.organization_id and s.entry_id = l.entry_id))
  then
    perform accounting.refuse('ACCOUNTING_ENTRY_SEALED', '{}');
  end if;
  return null;
end $$;
`,
  down: `
alter function accounting.lock_ledger() reset lock_timeout;
drop index accounting.entry_seal_position_key;
alter table accounting.entry_seal
  add constraint entry_seal_position_key unique (organization_id, position);
drop index accounting.entry_reverses_id_idx;
drop index accounting.entry_reverses_id_key;
alter table accounting.entry
  add constraint entry_reverses_id_key unique (organization_id, reverses_id);
`,
};
