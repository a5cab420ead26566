import type { Migration } from '@bureau/core';
import { comments, RECORD, reference, tenant } from './bank/tenant.js';

/** Revaluations of foreign currency at the end of periods. Frozen. */
export const revaluation: Migration = {
  name: '0054-revaluation',
  up: `
create table accounting.revaluation (${RECORD},
  revalued_on date not null,
  reverses_on date not null,
  gain numeric(20,4) not null,
  loss numeric(20,4) not null,
  constraint revaluation_sign_check check (gain >= 0 and loss >= 0 and reverses_on > revalued_on)
);
create index revaluation_revalued_on_idx on accounting.revaluation (organization_id, revalued_on,
  id);
${tenant('revaluation')}

create table accounting.revaluation_line (${RECORD},
  revaluation_id uuid not null,
  number integer not null,
  account_id uuid not null,
  open_item_id uuid,
  party_id uuid,
  currency varchar(3) not null,
  amount numeric(20,4) not null,
  exchange_rate numeric(20,10) not null,
  book_worth numeric(20,4) not null,
  worth numeric(20,4) not null,
  difference numeric(20,4) not null,
  entry_id uuid not null,
  constraint revaluation_line_revaluation_id_number_key unique (organization_id, revaluation_id,
    number),
  constraint revaluation_line_difference_check check (difference = worth - book_worth
    and difference <> 0)
);
create index revaluation_line_number_idx on accounting.revaluation_line (organization_id, number,
  id);
${reference('revaluation_line', 'account_id', 'account')}
${reference('revaluation_line', 'open_item_id', 'open_item')}
${reference('revaluation_line', 'party_id', 'core.party')}
${reference('revaluation_line', 'entry_id', 'entry')}
alter table accounting.revaluation_line add constraint revaluation_line_revaluation_id_fkey
  foreign key (organization_id, revaluation_id) references accounting.revaluation
  (organization_id, id);
${tenant('revaluation_line')}
${comments('revaluation', 'What foreign currency was worth at the end of a period.', {
  revalued_on: 'The day, the last one of a period',
  reverses_on: 'The day after, on which all of it is taken back',
  gain: 'Sum of what is worth more, in the base currency',
  loss: 'Sum of what is worth less, without a sign',
})}
${comments('revaluation_line', 'An open item or a bank account at the rate of a day.', {
  revaluation_id: 'The revaluation',
  number: 'Place in it, from 1',
  account_id: 'Account of the ledger',
  open_item_id: 'The open item; null: a bank account',
  party_id: 'The party of that',
  currency: 'Currency of the amount (ISO 4217)',
  amount: 'What there is of it, debit above zero',
  exchange_rate: 'Worth of one unit in the base currency on the day',
  book_worth: 'What the books said before',
  worth: 'Worth at the rate',
  difference: 'Above zero a gain, below a loss',
  entry_id: 'The entry that posted it',
})}
`,
  down: `
drop table accounting.revaluation_line;
drop table accounting.revaluation;
`,
};
