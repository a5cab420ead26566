import type { Migration } from '@bureau/core';
import { judgeEntries as judgeEntriesBefore } from './large-books/judge-entries.js';
import { judgeEntries } from './plain-journals/judge-entries.js';
import { writeEntries, writeEntriesBefore } from './plain-journals/write-entries.js';

/**
 * Journals with plain numbers: entries may bring theirs, as those of books that come from another
 * program do. How a journal counts stays once it has entries. Frozen.
 */
export const plainJournals: Migration = {
  name: '0230-plain-journals',
  up: `
alter table accounting.journal add column numbering text not null default 'GAPLESS';
alter table accounting.journal add constraint journal_numbering_check
  check (numbering in ('GAPLESS', 'PLAIN'));
alter table accounting.entry add constraint entry_number_check check (number > 0);
comment on table accounting.journal is
  'A book of entries that counts its numbers anew in each fiscal year.';
comment on column accounting.journal.numbering is 'How its entries are numbered';
comment on column accounting.entry.number is
  'Number in the journal and fiscal year; from 1 without a gap where the journal is gapless';

create function accounting.keep_numbering() returns trigger language plpgsql as $$
begin
  if new.numbering <> old.numbering then
    -- Whoever waits for it sees everything that was posted before.
    perform accounting.lock_ledger();
    if exists (select from accounting.entry
      where organization_id = old.organization_id and journal_id = old.id)
    then
      perform accounting.refuse('ACCOUNTING_JOURNAL_IN_USE', jsonb_build_object('code', old.code));
    end if;
  end if;
  return new;
end $$;
create trigger keep_numbering before update on accounting.journal
  for each row execute function accounting.keep_numbering();

alter type accounting.posting_entry add attribute number integer;
${judgeEntries}${writeEntries}`,
  down: `
${writeEntriesBefore}
alter type accounting.posting_entry drop attribute number;
${judgeEntriesBefore}
drop function accounting.number_fault(integer, uuid, uuid);
drop trigger keep_numbering on accounting.journal;
drop function accounting.keep_numbering();
alter table accounting.entry drop constraint entry_number_check;
alter table accounting.journal drop column numbering;
comment on table accounting.journal is
  'A book of entries that counts its numbers anew in each fiscal year, without a gap.';
comment on column accounting.entry.number is
  'Place in the journal and fiscal year, from 1 without a gap';
`,
};
