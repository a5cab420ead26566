import { comments, RECORD, reference, tenant } from './tenant.js';

const index = (table: string, column: string) => `
create index ${table}_${column}_idx on accounting.${table} (organization_id, ${column}, id);`;

const category = `
create table accounting.expense_category (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  account_id uuid not null,
  tax_code_id uuid,
  receipt_from numeric(20,4),
  is_active boolean not null default true,
  constraint expense_category_code_key unique (organization_id, code),
  constraint expense_category_name_filled_check check (btrim(name) <> ''),
  constraint expense_category_receipt_check check (receipt_from >= 0)
);${index('expense_category', 'name')}${index('expense_category', 'is_active')}
${reference('expense_category', 'account_id', 'account')}
${reference('expense_category', 'tax_code_id', 'tax_code')}
${tenant('expense_category')}
`;

const claim = `
create table accounting.expense_claim (${RECORD},
  number varchar(40),
  status text not null default 'DRAFT',
  party_id uuid not null,
  issued_on date not null,
  due_on date,
  currency varchar(3) not null,
  exchange_rate numeric(20,10) not null,
  prices_include_tax boolean not null default true,
  tax_rounding text not null,
  payment_term_id uuid,
  party_reference varchar(80),
  memo varchar(500),
  net numeric(20,4) not null default 0,
  tax numeric(20,4) not null default 0,
  withheld numeric(20,4) not null default 0,
  total numeric(20,4) not null default 0,
  open_amount numeric(20,4) not null default 0,
  entry_id uuid,
  posted_at timestamptz(6),
  remark varchar(1000),
  constraint expense_claim_number_key unique (organization_id, number),
  constraint expense_claim_rate_check check (exchange_rate > 0),
  constraint expense_claim_posted_check check ((status in ('DRAFT', 'SUBMITTED', 'APPROVED')) =
    (number is null) and (number is null) = (entry_id is null)),
  constraint expense_claim_open_check check (open_amount between 0 and total),
  constraint expense_claim_status_check check (status in ('DRAFT', 'SUBMITTED', 'APPROVED',
    'POSTED', 'PARTIALLY_PAID', 'PAID', 'VOID')),
  constraint expense_claim_tax_rounding_check check (tax_rounding in ('DOCUMENT', 'LINE'))
);${['status', 'issued_on', 'due_on', 'currency', 'total', 'open_amount']
  .map((column) => index('expense_claim', column))
  .join('')}
${reference('expense_claim', 'party_id', 'core.party')}
${reference('expense_claim', 'payment_term_id', 'payment_term')}
${reference('expense_claim', 'entry_id', 'entry')}
${tenant('expense_claim')}
`;

const line = `
create table accounting.expense_claim_line (${RECORD},
  document_id uuid not null,
  number integer not null,
  spent_on date not null,
  description varchar(500) not null,
  category_id uuid not null,
  account_id uuid not null,
  tax_code_id uuid,
  receipt_id uuid,
  quantity numeric(20,8) not null,
  unit_price numeric(20,8) not null,
  discount_percent numeric(7,4) not null default 0,
  amount numeric(20,4) not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  dimension_value_ids text[] not null,
  constraint expense_claim_line_document_id_number_key unique
    (organization_id, document_id, number),
  constraint expense_claim_line_discount_check check (discount_percent between 0 and 100)
);${index('expense_claim_line', 'number')}${index('expense_claim_line', 'spent_on')}
${reference('expense_claim_line', 'document_id', 'expense_claim on delete cascade')}
${reference('expense_claim_line', 'category_id', 'expense_category')}
${reference('expense_claim_line', 'account_id', 'account')}
${reference('expense_claim_line', 'tax_code_id', 'tax_code')}
${reference('expense_claim_line', 'receipt_id', 'core.file')}
${tenant('expense_claim_line')}
`;

const SOURCES = 'invoice_id, bill_id, credit_note_id, payment_id';

const seams = `
alter table accounting.open_item add column expense_claim_id uuid;
${reference('open_item', 'expense_claim_id', 'expense_claim')}
alter table accounting.open_item drop constraint open_item_source_check;
alter table accounting.open_item add constraint open_item_source_check check (
  num_nonnulls(${SOURCES}, expense_claim_id) <= 1);
comment on column accounting.open_item.expense_claim_id is
  'The expense claim that it is a part of';

alter table accounting.trade_settings add column employee_payable_account_id uuid;
${reference('trade_settings', 'employee_payable_account_id', 'account')}
comment on column accounting.trade_settings.employee_payable_account_id is
  'What is owed to employees; null: not chosen yet';
`;

/** Expense claims of employees, and what else knows of them. */
export const expenseClaims = [category, claim, line, seams].join('\n');

export const expenseClaimsComments = [
  comments('expense_category', 'What employees spend money on, and where it is posted.', {
    code: 'Short code, unique',
    name: 'Name for people: Train and taxi',
    account_id: 'Expense account',
    tax_code_id: 'Taxes that it bears as a rule; null: none',
    receipt_from: 'A receipt is needed from this amount of a line on; null: never',
    is_active: 'Whether new lines may have it',
  }),
  comments('expense_claim', 'What an employee spent for the organization.', {
    number: 'Number without gaps, drawn when it is posted',
    status: 'Where it is in its life',
    party_id: 'The employee',
    issued_on: 'Date of the document, and its posting date',
    due_on: 'When the last part is due; null for a draft',
    currency: 'Currency of its amounts (ISO 4217)',
    exchange_rate: 'Worth of one unit in the base currency',
    prices_include_tax: 'Whether the prices of its lines have the added taxes in them',
    tax_rounding: 'Whether taxes are rounded by document or by line',
    payment_term_id: 'What was agreed on paying it; null: due at once',
    party_reference: 'Order or invoice number of the other side',
    memo: 'What it is about',
    net: 'Sum without taxes',
    tax: 'Sum of the added taxes',
    withheld: 'Sum of the taxes that the payer keeps',
    total: 'What is to be paid: net and taxes less withheld ones',
    open_amount: 'What of it is neither paid nor settled',
    entry_id: 'Its entry in the ledger',
    posted_at: 'When it was posted',
    remark: 'Why it came back, when it was not approved',
  }),
  comments('expense_claim_line', 'One expense with its receipt.', {
    document_id: 'The claim',
    number: 'Place in the document, from 1',
    spent_on: 'Day of the receipt',
    description: 'What was sold or bought',
    category_id: 'What the money was spent on',
    account_id: 'Income or expense account',
    tax_code_id: 'Taxes that it bears; null: none',
    receipt_id: 'The receipt',
    quantity: 'How many units',
    unit_price: 'Price of one unit',
    discount_percent: 'Percent off',
    amount: 'Quantity by price less discount, rounded',
    net: 'The amount without taxes',
    tax: 'Its part of the added taxes',
    dimension_value_ids: 'Keys of the dimension values that its entry line gets',
  }),
].join('\n');

export const expenseClaimsDown = `
alter table accounting.trade_settings drop column employee_payable_account_id;
alter table accounting.open_item drop constraint open_item_source_check;
alter table accounting.open_item drop column expense_claim_id;
alter table accounting.open_item add constraint open_item_source_check check (
  num_nonnulls(${SOURCES}) <= 1);
drop table accounting.expense_claim_line;
drop table accounting.expense_claim;
drop table accounting.expense_category;
`;
