import { comments, RECORD, reference, tenant } from './tenant.js';

/** Payments, open items and what settles them. */
export const settlement = `
create table accounting.payment (${RECORD},
  number varchar(40) not null,
  direction text not null,
  side text not null,
  party_id uuid not null,
  bank_account_id uuid not null,
  paid_on date not null,
  currency varchar(3) not null,
  exchange_rate numeric(20,10) not null,
  amount numeric(20,4) not null,
  fee numeric(20,4) not null default 0,
  is_void boolean not null default false,
  party_reference varchar(80),
  memo varchar(500),
  entry_id uuid not null,
  constraint payment_number_key unique (organization_id, number),
  constraint payment_amount_check check (amount > 0 and fee >= 0 and exchange_rate > 0),
  constraint payment_direction_check check (direction in ('RECEIVED', 'PAID')),
  constraint payment_side_check check (side in ('RECEIVABLE', 'PAYABLE'))
);
create index payment_direction_idx on accounting.payment (organization_id, direction, id);
create index payment_side_idx on accounting.payment (organization_id, side, id);
create index payment_paid_on_idx on accounting.payment (organization_id, paid_on, id);
create index payment_amount_idx on accounting.payment (organization_id, amount, id);
create index payment_is_void_idx on accounting.payment (organization_id, is_void, id);
${reference('payment', 'party_id', 'core.party')}
${reference('payment', 'bank_account_id', 'account')}
${reference('payment', 'entry_id', 'entry')}
${tenant('payment')}

create table accounting.open_item (${RECORD},
  side text not null,
  kind text not null,
  party_id uuid not null,
  account_id uuid not null,
  entry_id uuid not null,
  invoice_id uuid,
  bill_id uuid,
  credit_note_id uuid,
  payment_id uuid,
  reference varchar(60) not null,
  document_on date not null,
  due_on date,
  currency varchar(3) not null,
  amount numeric(20,4) not null,
  base_amount numeric(20,4) not null,
  open_amount numeric(20,4) not null,
  open_base_amount numeric(20,4) not null,
  is_open boolean not null,
  dunning_level integer not null default 0,
  is_dunning_paused boolean not null default false,
  constraint open_item_amount_check check (amount <> 0),
  constraint open_item_is_open_check check (is_open = (open_amount <> 0)),
  constraint open_item_open_check check (
    open_amount between least(amount, 0) and greatest(amount, 0) and
    open_base_amount between least(base_amount, 0) and greatest(base_amount, 0) and
    (open_amount <> 0 or open_base_amount = 0)),
  constraint open_item_source_check check (
    num_nonnulls(invoice_id, bill_id, credit_note_id, payment_id) <= 1),
  constraint open_item_side_check check (side in ('RECEIVABLE', 'PAYABLE')),
  constraint open_item_kind_check check (kind in ('INVOICE', 'BILL', 'CREDIT_NOTE', 'PAYMENT',
    'DISCOUNT', 'WRITE_OFF', 'REVERSAL', 'EXPENSE_CLAIM', 'OPENING'))
);
create index open_item_side_idx on accounting.open_item (organization_id, side, id);
create index open_item_kind_idx on accounting.open_item (organization_id, kind, id);
create index open_item_document_on_idx on accounting.open_item (organization_id, document_on, id);
create index open_item_due_on_idx on accounting.open_item (organization_id, due_on, id);
create index open_item_currency_idx on accounting.open_item (organization_id, currency, id);
create index open_item_is_open_idx on accounting.open_item (organization_id, is_open, id);
${reference('open_item', 'party_id', 'core.party')}
${reference('open_item', 'account_id', 'account')}
${reference('open_item', 'entry_id', 'entry')}
${reference('open_item', 'invoice_id', 'invoice')}
${reference('open_item', 'bill_id', 'bill')}
${reference('open_item', 'credit_note_id', 'credit_note')}
${reference('open_item', 'payment_id', 'payment')}
${tenant('open_item')}

create table accounting.allocation (${RECORD},
  debit_item_id uuid not null,
  credit_item_id uuid not null,
  allocated_on date not null,
  amount numeric(20,4) not null,
  debit_base_amount numeric(20,4) not null,
  credit_base_amount numeric(20,4) not null,
  entry_id uuid,
  reverses_id uuid,
  constraint allocation_reverses_id_key unique (organization_id, reverses_id),
  constraint allocation_sign_check check ((amount > 0) = (reverses_id is null) and amount <> 0)
);
create index allocation_allocated_on_idx on accounting.allocation (organization_id, allocated_on,
  id);
${reference('allocation', 'debit_item_id', 'open_item')}
${reference('allocation', 'credit_item_id', 'open_item')}
${reference('allocation', 'entry_id', 'entry')}
alter table accounting.allocation add constraint allocation_reverses_id_fkey
  foreign key (organization_id, reverses_id) references accounting.allocation
  (organization_id, id);
${tenant('allocation')}
`;

export const settlementComments = [
  comments('payment', 'Money that came in or went out for a party.', {
    number: 'Number without gaps',
    direction: 'Whether it came in or went out',
    side: 'Whether the party is a customer or a supplier here',
    party_id: 'Who paid, or was paid',
    bank_account_id: 'Bank or cash account of the ledger',
    paid_on: 'Day of the payment, and its posting date',
    currency: 'Currency of the amount (ISO 4217)',
    exchange_rate: 'Worth of one unit in the base currency',
    amount: 'What the party paid or was paid',
    fee: 'What the bank kept, of money that came in, or took on top',
    is_void: 'Whether it was taken back',
    party_reference: 'Reference of the other side or of the bank',
    memo: 'What it is about',
    entry_id: 'Its entry in the ledger',
  }),
  comments('open_item', 'A receivable, a payable or a credit, and what of it is still open.', {
    side: 'Receivables or payables',
    kind: 'What it comes from',
    party_id: 'Customer, supplier or employee',
    account_id: 'The control account that it is a part of',
    entry_id: 'The entry that made it',
    invoice_id: 'The invoice that it is a part of',
    bill_id: 'The bill that it is a part of',
    credit_note_id: 'The credit note that it is a part of',
    payment_id: 'The payment that it is a part of',
    reference: 'Number of its document',
    document_on: 'Date of its document',
    due_on: 'When it is due; null: never overdue',
    currency: 'Currency of its amounts (ISO 4217)',
    amount: 'Debit above zero, credit below',
    base_amount: 'The same in the base currency',
    open_amount: 'What is not settled, with the same sign',
    open_base_amount: 'Worth of that in the books',
    is_open: 'Whether anything is open',
    dunning_level: 'Level of the last reminder; 0: none was sent',
    is_dunning_paused: 'Whether no reminders are written: a dispute, an agreed delay',
  }),
  comments('allocation', 'A credit that settles a debit; never changed, undone by another one.', {
    debit_item_id: 'The item that is debit',
    credit_item_id: 'The item that is credit',
    allocated_on: 'Day for which it counts',
    amount: 'What both were settled by; below zero: taken back',
    debit_base_amount: 'Worth in the books of what the debit item lost',
    credit_base_amount: 'Worth in the books of what the credit item lost',
    entry_id: 'Entry of the realized difference of exchange and of taxes that fell due',
    reverses_id: 'The allocation that it takes back',
  }),
].join('\n');

export const settlementDown = `
drop table accounting.allocation;
drop table accounting.open_item;
drop table accounting.payment;
`;
