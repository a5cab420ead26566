import { comments, RECORD, reference, tenant } from './tenant.js';

/** Terms of payment, taxes, and the accounts that documents of trade post to. */
export const setup = `
create table accounting.payment_term (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  discount_percent numeric(7,4),
  discount_days integer,
  is_active boolean not null default true,
  constraint payment_term_code_key unique (organization_id, code),
  constraint payment_term_name_filled_check check (btrim(name) <> ''),
  constraint payment_term_discount_check check ((discount_percent is null) =
    (discount_days is null) and discount_percent > 0 and discount_percent < 100 and
    discount_days >= 0)
);
create index payment_term_name_idx on accounting.payment_term (organization_id, name, id);
create index payment_term_is_active_idx on accounting.payment_term (organization_id, is_active,
  id);
${tenant('payment_term')}

create table accounting.payment_term_part (${RECORD},
  term_id uuid not null,
  number integer not null,
  percent numeric(7,4) not null,
  months integer not null default 0,
  days integer not null default 0,
  is_month_end boolean not null default false,
  days_after integer not null default 0,
  day_of_month integer,
  constraint payment_term_part_term_id_number_key unique (organization_id, term_id, number),
  constraint payment_term_part_percent_check check (percent > 0 and percent <= 100),
  constraint payment_term_part_due_check check (months between 0 and 120 and
    days between 0 and 3650 and days_after between 0 and 3650 and day_of_month between 1 and 31)
);
${reference('payment_term_part', 'term_id', 'payment_term on delete cascade')}
create index payment_term_part_number_idx on accounting.payment_term_part (organization_id, number,
  id);
${tenant('payment_term_part')}

create table accounting.tax_code (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  is_active boolean not null default true,
  constraint tax_code_code_key unique (organization_id, code),
  constraint tax_code_name_filled_check check (btrim(name) <> '')
);
create index tax_code_name_idx on accounting.tax_code (organization_id, name, id);
create index tax_code_is_active_idx on accounting.tax_code (organization_id, is_active, id);
${tenant('tax_code')}

create table accounting.tax_component (${RECORD},
  tax_code_id uuid not null,
  number integer not null,
  code varchar(20) not null,
  name varchar(120) not null,
  kind text not null,
  rate numeric(20,8) not null,
  effect text not null,
  is_compound boolean not null default false,
  is_cash_basis boolean not null default false,
  sales_account_id uuid,
  purchase_account_id uuid,
  transition_account_id uuid,
  constraint tax_component_tax_code_id_number_key unique (organization_id, tax_code_id, number),
  constraint tax_component_code_key unique (organization_id, code),
  constraint tax_component_rate_check check (rate >= 0),
  constraint tax_component_transition_check check (
    not is_cash_basis or transition_account_id is not null),
  constraint tax_component_kind_check check (kind in ('PERCENT', 'DIVISION', 'PER_UNIT')),
  constraint tax_component_effect_check check (effect in ('ADDED', 'WITHHELD',
    'REVERSE_CHARGE'))
);
${reference('tax_component', 'tax_code_id', 'tax_code')}
${reference('tax_component', 'sales_account_id', 'account')}
${reference('tax_component', 'purchase_account_id', 'account')}
${reference('tax_component', 'transition_account_id', 'account')}
create index tax_component_number_idx on accounting.tax_component (organization_id, number, id);
${tenant('tax_component')}

create table accounting.trade_settings (${RECORD},
  receivable_account_id uuid not null,
  payable_account_id uuid not null,
  discount_granted_account_id uuid not null,
  discount_received_account_id uuid not null,
  write_off_account_id uuid not null,
  bank_fee_account_id uuid not null,
  exchange_gain_account_id uuid not null,
  exchange_loss_account_id uuid not null,
  tax_rounding text not null default 'DOCUMENT',
  bills_need_approval boolean not null default false,
  constraint trade_settings_organization_id_key unique (organization_id),
  constraint trade_settings_tax_rounding_check check (tax_rounding in ('DOCUMENT', 'LINE'))
);
create index trade_settings_created_at_idx on accounting.trade_settings (organization_id,
  created_at, id);
${['receivable', 'payable', 'discount_granted', 'discount_received', 'write_off']
  .map((name) => reference('trade_settings', `${name}_account_id`, 'account'))
  .join('')}
${['bank_fee', 'exchange_gain', 'exchange_loss']
  .map((name) => reference('trade_settings', `${name}_account_id`, 'account'))
  .join('')}
${tenant('trade_settings')}
`;

export const setupComments = [
  comments('payment_term', 'What was agreed on when a document is paid.', {
    code: 'Short code, unique',
    name: 'Name for people: 30 days net',
    discount_percent: 'Percent off for who pays early',
    discount_days: 'Days after the document until which the discount holds',
    is_active: 'Whether new documents may have it',
  }),
  comments('payment_term_part', 'A part of a document and the rule for its due day.', {
    term_id: 'The term',
    number: 'Place in the term, from 1',
    percent: 'Share of the document; the parts sum to 100',
    months: 'Months after the document',
    days: 'Days after that',
    is_month_end: 'Whether it is the last day of that month',
    days_after: 'Days after that',
    day_of_month: 'On the next such day of a month',
  }),
  comments('tax_code', 'What taxes a line bears together; its parts never change.', {
    code: 'Short code, unique',
    name: 'Name for people: VAT 19 percent',
    is_active: 'Whether new lines may bear it',
  }),
  comments('tax_component', 'One tax of a tax code.', {
    tax_code_id: 'The tax code',
    number: 'Place in the code, from 1: the order of compounding',
    code: 'Short code, unique; part of reports',
    name: 'Name on documents',
    kind: 'How the amount arises',
    rate: 'Percent, or the amount for a unit',
    effect: 'What it does to the sum to be paid',
    is_compound: 'Whether its base has the taxes before it in it',
    is_cash_basis: 'Whether it falls due with the payments',
    sales_account_id: 'Takes it on sales: owed, or withheld by customers',
    purchase_account_id: 'Takes it on purchases: deducted, or withheld from suppliers',
    transition_account_id: 'Holds it until the document is paid',
  }),
  comments('trade_settings', 'Where documents of trade post to; one record.', {
    receivable_account_id: 'What customers owe',
    payable_account_id: 'What is owed to suppliers',
    discount_granted_account_id: 'Early-payment discounts of customers',
    discount_received_account_id: 'Early-payment discounts from suppliers',
    write_off_account_id: 'What is not paid any more',
    bank_fee_account_id: 'What banks take for payments',
    exchange_gain_account_id: 'Realized gains of exchange',
    exchange_loss_account_id: 'Realized losses of exchange',
    tax_rounding: 'How new documents round their taxes',
    bills_need_approval: 'Whether somebody else approves a bill before it is posted',
  }),
].join('\n');

export const setupDown = `
drop table accounting.trade_settings;
drop table accounting.tax_component;
drop table accounting.tax_code;
drop table accounting.payment_term_part;
drop table accounting.payment_term;
`;
