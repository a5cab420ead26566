import type { Migration } from '@bureau/core';
import { comments, RECORD, reference, tenant } from './bank/tenant.js';

/** Orders to banks to pay. Frozen. */
export const paymentRuns: Migration = {
  name: '0056-payment-runs',
  up: `
create table accounting.payment_run (${RECORD},
  number varchar(35) not null,
  bank_account_id uuid not null,
  execute_on date not null,
  currency varchar(3) not null,
  total numeric(20,4) not null,
  item_count integer not null,
  state text not null default 'ORDERED',
  file_id uuid not null,
  constraint payment_run_number_key unique (organization_id, number),
  constraint payment_run_total_check check (total > 0 and item_count > 0),
  constraint payment_run_state_check check (state in ('ORDERED', 'EXECUTED', 'CANCELLED'))
);
create index payment_run_execute_on_idx on accounting.payment_run (organization_id,
  execute_on, id);
create index payment_run_state_idx on accounting.payment_run (organization_id, state, id);
${reference('payment_run', 'bank_account_id', 'bank_account')}
${reference('payment_run', 'file_id', 'core.file')}
${tenant('payment_run')}

create table accounting.payment_run_item (${RECORD},
  order_id uuid not null,
  number integer not null,
  end_to_end_id varchar(35) not null,
  party_id uuid not null,
  open_item_id uuid,
  party_bank_account_id uuid not null,
  amount numeric(20,4) not null,
  discount numeric(20,4) not null default 0,
  text varchar(140),
  reference varchar(25),
  payment_id uuid,
  constraint payment_run_item_order_id_number_key unique (organization_id, order_id, number),
  constraint payment_run_item_end_to_end_id_key unique (organization_id, end_to_end_id),
  constraint payment_run_item_amount_check check (amount > 0 and discount >= 0)
);
create index payment_run_item_number_idx on accounting.payment_run_item (organization_id,
  number, id);
${reference('payment_run_item', 'party_id', 'core.party')}
${reference('payment_run_item', 'open_item_id', 'open_item')}
${reference('payment_run_item', 'payment_id', 'payment')}
alter table accounting.payment_run_item add constraint payment_run_item_order_id_fkey
  foreign key (organization_id, order_id) references accounting.payment_run
  (organization_id, id);
${tenant('payment_run_item')}
${comments('payment_run', 'Transfers that a bank is told to make, in one file.', {
  number: 'Number, and the id of the message to the bank',
  bank_account_id: 'Where the money leaves',
  execute_on: 'When the bank shall pay',
  currency: 'Currency of the amounts (ISO 4217)',
  total: 'Sum of the transfers',
  item_count: 'How many they are',
  state: 'Where it is in its life',
  file_id: 'The file for the bank, pain.001 of ISO 20022',
})}
${comments('payment_run_item', 'A transfer of a payment run.', {
  order_id: 'The order',
  number: 'Place in it, from 1',
  end_to_end_id: 'Travels with the payment, unique',
  party_id: 'Who is paid',
  open_item_id: 'What is paid; null: money on account',
  party_bank_account_id: 'Where the money goes, as the party had it then',
  amount: 'What is transferred',
  discount: 'Kept back for paying early',
  text: 'What the party reads',
  reference: 'Reference of the creditor (ISO 11649)',
  payment_id: 'Its payment in the books, once executed',
})}
`,
  down: `
drop table accounting.payment_run_item;
drop table accounting.payment_run;
`,
};
