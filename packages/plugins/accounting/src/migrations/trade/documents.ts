import { comments, RECORD, reference, tenant } from './tenant.js';

/** Columns that invoices, bills and credit notes share. */
const DOCUMENT = `
  number varchar(40),
  status text not null default 'DRAFT',
  party_id uuid not null,
  issued_on date not null,
  due_on date,
  currency varchar(3) not null,
  exchange_rate numeric(20,10) not null,
  prices_include_tax boolean not null default false,
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
  posted_at timestamptz(6)`;

function document(table: string, more: string, references: string): string {
  const line = `${table}_line`;
  const index = (column: string) => `
create index ${table}_${column}_idx on accounting.${table} (organization_id, ${column}, id);`;
  return `
create table accounting.${table} (${RECORD},${DOCUMENT},${more}
  constraint ${table}_number_key unique (organization_id, number),
  constraint ${table}_rate_check check (exchange_rate > 0),
  constraint ${table}_posted_check check ((status in ('DRAFT', 'APPROVED')) =
    (number is null) and (number is null) = (entry_id is null)),
  constraint ${table}_open_check check (open_amount between 0 and total),
  constraint ${table}_status_check check (status in ('DRAFT', 'APPROVED', 'POSTED',
    'PARTIALLY_PAID', 'PAID', 'VOID')),
  constraint ${table}_tax_rounding_check check (tax_rounding in ('DOCUMENT', 'LINE'))
);${['status', 'issued_on', 'due_on', 'currency', 'total', 'open_amount'].map(index).join('')}
${reference(table, 'party_id', 'core.party')}
${reference(table, 'payment_term_id', 'payment_term')}
${reference(table, 'entry_id', 'entry')}${references}
${tenant(table)}

create table accounting.${line} (${RECORD},
  document_id uuid not null,
  number integer not null,
  description varchar(500) not null,
  account_id uuid not null,
  tax_code_id uuid,
  quantity numeric(20,8) not null,
  unit_price numeric(20,8) not null,
  discount_percent numeric(7,4) not null default 0,
  amount numeric(20,4) not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  dimension_value_ids text[] not null,
  constraint ${line}_document_id_number_key unique (organization_id, document_id, number),
  constraint ${line}_discount_check check (discount_percent between 0 and 100)
);
${reference(line, 'document_id', `${table} on delete cascade`)}
${reference(line, 'account_id', 'account')}
${reference(line, 'tax_code_id', 'tax_code')}
create index ${line}_number_idx on accounting.${line} (organization_id, number, id);
${tenant(line)}
`;
}

/** Invoices, bills and credit notes with their lines. */
export const documents = [
  document('invoice', '', ''),
  document(
    'bill',
    `
  entered_by_id uuid,
  approved_by_id uuid,
  constraint bill_approval_check check (status <> 'APPROVED' or approved_by_id is not null),
  constraint bill_four_eyes_check check (approved_by_id <> entered_by_id),`,
    `${reference('bill', 'entered_by_id', 'core.membership')}
${reference('bill', 'approved_by_id', 'core.membership')}`,
  ),
  document(
    'credit_note',
    `
  side text not null,
  invoice_id uuid,
  bill_id uuid,
  constraint credit_note_side_check check (side in ('RECEIVABLE', 'PAYABLE')),
  constraint credit_note_origin_check check ((invoice_id is null or side = 'RECEIVABLE') and
    (bill_id is null or side = 'PAYABLE')),`,
    `
create index credit_note_side_idx on accounting.credit_note (organization_id, side, id);
${reference('credit_note', 'invoice_id', 'invoice')}
${reference('credit_note', 'bill_id', 'bill')}`,
  ),
].join('\n');

const DOCUMENT_COMMENTS = {
  number: 'Number without gaps, drawn when it is posted',
  status: 'Where it is in its life',
  party_id: 'Customer or supplier',
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
};

function documentComments(table: string, text: string, more: Record<string, string>): string {
  return [
    comments(table, text, { ...DOCUMENT_COMMENTS, ...more }),
    comments(`${table}_line`, 'A line of a document of trade.', {
      document_id: 'The document',
      number: 'Place in the document, from 1',
      description: 'What was sold or bought',
      account_id: 'Income or expense account',
      tax_code_id: 'Taxes that it bears; null: none',
      quantity: 'How many units',
      unit_price: 'Price of one unit',
      discount_percent: 'Percent off',
      amount: 'Quantity by price less discount, rounded',
      net: 'The amount without taxes',
      tax: 'Its part of the added taxes',
      dimension_value_ids: 'Keys of the dimension values that its entry line gets',
    }),
  ].join('\n');
}

export const documentsComments = [
  documentComments('invoice', 'What a customer is asked to pay.', {}),
  documentComments('bill', 'What a supplier asks for.', {
    entered_by_id: 'Who entered it',
    approved_by_id: 'Who approved it; never who entered it',
  }),
  documentComments('credit_note', 'What takes an invoice or a bill back, in part or whole.', {
    side: 'Whether it is for a customer or from a supplier',
    invoice_id: 'The invoice that it corrects',
    bill_id: 'The bill that it corrects',
  }),
].join('\n');

export const documentsDown = `
drop table accounting.credit_note_line;
drop table accounting.credit_note;
drop table accounting.bill_line;
drop table accounting.bill;
drop table accounting.invoice_line;
drop table accounting.invoice;
`;
