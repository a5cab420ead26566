import type { Migration } from '@bureau/core';
import { comments, RECORD, reference, tenant } from './claims/tenant.js';

const up = `
create table accounting.tax_form (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  payable_account_id uuid not null,
  is_active boolean not null default true,
  constraint tax_form_code_key unique (organization_id, code),
  constraint tax_form_name_filled_check check (btrim(name) <> '')
);
create index tax_form_name_idx on accounting.tax_form (organization_id, name, id);
create index tax_form_is_active_idx on accounting.tax_form (organization_id, is_active, id);
${reference('tax_form', 'payable_account_id', 'account')}
${tenant('tax_form')}

create table accounting.tax_box (${RECORD},
  form_id uuid not null,
  number integer not null,
  code varchar(20) not null,
  name varchar(200) not null,
  effect text not null,
  constraint tax_box_form_id_number_key unique (organization_id, form_id, number),
  constraint tax_box_form_id_code_key unique (organization_id, form_id, code),
  constraint tax_box_effect_check check (effect in ('BASE', 'OWED', 'DEDUCTED'))
);
create index tax_box_number_idx on accounting.tax_box (organization_id, number, id);
${reference('tax_box', 'form_id', 'tax_form on delete cascade')}
${tenant('tax_box')}

create table accounting.tax_box_source (${RECORD},
  box_id uuid not null,
  component_id uuid not null,
  side text not null,
  constraint tax_box_source_key unique (organization_id, box_id, component_id, side),
  constraint tax_box_source_side_check check (side in ('RECEIVABLE', 'PAYABLE'))
);
create index tax_box_source_side_idx on accounting.tax_box_source (organization_id, side, id);
${reference('tax_box_source', 'box_id', 'tax_box on delete cascade')}
${reference('tax_box_source', 'component_id', 'tax_component')}
${tenant('tax_box_source')}

create table accounting.tax_return (${RECORD},
  form_id uuid not null,
  status text not null default 'DRAFT',
  starts_on date not null,
  ends_on date not null,
  prepared_at timestamptz(6) not null,
  payable numeric(20,4) not null,
  late_entry_count integer not null,
  filed_on date,
  entry_id uuid,
  constraint tax_return_form_id_starts_on_key unique (organization_id, form_id, starts_on),
  constraint tax_return_span_check check (starts_on <= ends_on),
  constraint tax_return_status_check check (status in ('DRAFT', 'FILED')),
  constraint tax_return_filed_check check ((status = 'FILED') = (filed_on is not null)),
  constraint tax_return_late_check check (late_entry_count >= 0)
);
create index tax_return_status_idx on accounting.tax_return (organization_id, status, id);
create index tax_return_starts_on_idx on accounting.tax_return (organization_id, starts_on, id);
create index tax_return_ends_on_idx on accounting.tax_return (organization_id, ends_on, id);
${reference('tax_return', 'form_id', 'tax_form')}
${reference('tax_return', 'entry_id', 'entry')}
${tenant('tax_return')}

create table accounting.tax_return_box (${RECORD},
  tax_return_id uuid not null,
  number integer not null,
  code varchar(20) not null,
  name varchar(200) not null,
  effect text not null,
  amount numeric(20,4) not null,
  constraint tax_return_box_tax_return_id_number_key unique (organization_id, tax_return_id,
    number),
  constraint tax_return_box_effect_check check (effect in ('BASE', 'OWED', 'DEDUCTED'))
);
create index tax_return_box_number_idx on accounting.tax_return_box (organization_id, number, id);
${reference('tax_return_box', 'tax_return_id', 'tax_return on delete cascade')}
${tenant('tax_return_box')}

create table accounting.tax_return_entry (${RECORD},
  tax_return_id uuid not null,
  entry_id uuid not null,
  constraint tax_return_entry_key unique (organization_id, tax_return_id, entry_id)
);
create index tax_return_entry_created_at_idx on accounting.tax_return_entry (organization_id,
  created_at, id);
${reference('tax_return_entry', 'tax_return_id', 'tax_return on delete cascade')}
${reference('tax_return_entry', 'entry_id', 'entry')}
${tenant('tax_return_entry')}
`;

const told = [
  comments('tax_form', 'A return that the tax office wants, and its boxes.', {
    code: 'Short code, unique',
    name: 'Name for people: VAT return',
    payable_account_id: 'What is owed to the office when it is filed',
    is_active: 'Whether new returns may have it',
  }),
  comments('tax_box', 'One figure of a return.', {
    form_id: 'The form',
    number: 'Place in the form, from 1',
    code: 'What the office calls it: 81',
    name: 'What stands in it',
    effect: 'Whether it is a base, is owed or is deducted',
  }),
  comments('tax_box_source', 'A tax whose base or amount stands in a box.', {
    box_id: 'The box',
    component_id: 'The tax',
    side: 'Of sales, or of purchases; tax owed by reverse charge is of sales',
  }),
  comments('tax_return', 'What is declared to the tax office for a span of days.', {
    form_id: 'The form',
    status: 'Whether it is filed',
    starts_on: 'First day',
    ends_on: 'Last day',
    prepared_at: 'When its figures were taken',
    payable: 'What is owed to the office; below zero: it owes',
    late_entry_count: 'Entries of earlier returns that came after those were filed',
    filed_on: 'When it was filed; null: not yet',
    entry_id: 'Its entry in the ledger',
  }),
  comments('tax_return_box', 'A figure of a return, as it was when it was prepared.', {
    tax_return_id: 'The return',
    number: 'Place in the form, from 1',
    code: 'What the office calls it: 81',
    name: 'What stands in it',
    effect: 'Whether it is a base, is owed or is deducted',
    amount: 'In the base currency',
  }),
  comments('tax_return_entry', 'An entry that a return declares; each is declared once.', {
    tax_return_id: 'The return',
    entry_id: 'The entry',
  }),
];

/** Tax returns and the boxes of their forms. Frozen. */
export const taxReturns: Migration = {
  name: '0042-tax-returns',
  up: [up, ...told].join('\n'),
  down: `
drop table accounting.tax_return_entry;
drop table accounting.tax_return_box;
drop table accounting.tax_return;
drop table accounting.tax_box_source;
drop table accounting.tax_box;
drop table accounting.tax_form;
`,
};
