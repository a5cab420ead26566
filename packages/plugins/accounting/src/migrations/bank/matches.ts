import { comments, RECORD, reference, tenant } from './tenant.js';

const index = (table: string, column: string) =>
  `create index ${table}_${column}_idx on accounting.${table} (organization_id, ${column}, id);`;

/** Which lines of the books belong to which lines of the bank. */
export const matches = `
create table accounting.bank_match (${RECORD},
  bank_account_id uuid not null,
  rule varchar(60),
  score integer,
  payment_id uuid,
  entry_id uuid,
  constraint bank_match_score_check check (score between 0 and 100)
);
${['rule', 'score', 'created_at'].map((one) => index('bank_match', one)).join('\n')}
${reference('bank_match', 'bank_account_id', 'bank_account')}
${reference('bank_match', 'payment_id', 'payment')}
${reference('bank_match', 'entry_id', 'entry')}
${tenant('bank_match')}

create table accounting.bank_match_item (${RECORD},
  match_id uuid not null,
  line_id uuid not null,
  constraint bank_match_item_line_id_key unique (organization_id, line_id)
);
${index('bank_match_item', 'created_at')}
${reference('bank_match_item', 'match_id', 'bank_match')}
${reference('bank_match_item', 'line_id', 'line')}
${tenant('bank_match_item')}

alter table accounting.bank_line add column match_id uuid;
alter table accounting.bank_line add constraint bank_line_match_check check (
  (match_id is not null) = (status = 'MATCHED'));
${reference('bank_line', 'match_id', 'bank_match')}

-- What the bank confirmed is not taken back in the books alone.
create function accounting.keep_matched() returns trigger language plpgsql
set search_path = pg_catalog, accounting, pg_temp as $$
begin
  if exists (select from line l
    join bank_match_item i on i.organization_id = l.organization_id and i.line_id = l.id
    where l.organization_id = new.organization_id and l.entry_id = new.reverses_id)
  then
    perform accounting.refuse('ACCOUNTING_BANK_ENTRY_MATCHED', '{}');
  end if;
  return null;
end $$;
create trigger keep_matched after insert on accounting.entry
  for each row when (new.reverses_id is not null) execute function accounting.keep_matched();

create table accounting.bank_reconciliation (${RECORD},
  bank_account_id uuid not null,
  closed_on date not null,
  statement_balance numeric(20,4) not null,
  book_balance numeric(20,4) not null,
  in_transit numeric(20,4) not null,
  constraint bank_reconciliation_bank_account_id_closed_on_key unique (organization_id,
    bank_account_id, closed_on)
);
${index('bank_reconciliation', 'closed_on')}
${reference('bank_reconciliation', 'bank_account_id', 'bank_account')}
${tenant('bank_reconciliation')}
`;

export const matchesComments = [
  comments('bank_match', 'Lines of the bank that are the same money as lines of the books.', {
    bank_account_id: 'The bank account',
    rule: 'The rule that found it; null: a person did',
    score: 'How sure that rule was, 0 to 100',
    payment_id: 'Payment that was recorded by it, and goes with it',
    entry_id: 'Entry that was posted by it, and is taken back with it',
  }),
  comments('bank_match_item', 'A line of the books in a match.', {
    match_id: 'The match',
    line_id: 'The line of the ledger, in one match at most',
  }),
  comments('bank_reconciliation', 'A day up to which a bank account is reconciled.', {
    bank_account_id: 'The bank account',
    closed_on: 'The last day; matches up to it stay as they are',
    statement_balance: 'Balance by the statement of the bank',
    book_balance: 'Balance in the books',
    in_transit: 'Sum of lines of the books that the bank did not have yet',
  }),
  `
comment on column accounting.bank_line.match_id is 'What it belongs to in the books; null: open';`,
].join('\n');

export const matchesDown = `
drop table accounting.bank_reconciliation;
drop trigger keep_matched on accounting.entry;
drop function accounting.keep_matched();
alter table accounting.bank_line drop column match_id;
drop table accounting.bank_match_item;
drop table accounting.bank_match;
`;
