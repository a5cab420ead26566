import { comments, readOnly, RECORD, tenant } from './tenant.js';

/** Journals, posted entries with their lines, and drafts. */
export const ledger = `
create table accounting.journal (${RECORD},
  code varchar(10) not null,
  name varchar(120) not null,
  kind text not null,
  is_active boolean not null default true,
  constraint journal_code_key unique (organization_id, code),
  constraint journal_code_check check (code ~ '^[A-Z0-9]+$'),
  constraint journal_name_filled_check check (btrim(name) <> ''),
  constraint journal_kind_check check (kind in ('GENERAL', 'SALES', 'PURCHASES', 'BANK',
    'CASH', 'PAYROLL'))
);
create index journal_name_idx on accounting.journal (organization_id, name, id);
create index journal_kind_idx on accounting.journal (organization_id, kind, id);
create index journal_is_active_idx on accounting.journal (organization_id, is_active, id);
${tenant('journal')}

create table accounting.entry (${RECORD},
  reference varchar(60) not null,
  journal_id uuid not null,
  fiscal_year_id uuid not null,
  period_id uuid not null,
  number integer not null,
  posted_on date not null,
  posted_at timestamptz(6) not null,
  posted_by_id uuid,
  kind text not null,
  memo varchar(500),
  base_total numeric(20,4) not null,
  line_count integer not null,
  reverses_id uuid,
  source_type varchar(60),
  source_id uuid,
  source_event varchar(60),
  constraint entry_journal_id_fiscal_year_id_number_key unique (organization_id, journal_id,
    fiscal_year_id, number),
  constraint entry_reverses_id_key unique (organization_id, reverses_id),
  constraint entry_reference_key unique (organization_id, reference),
  constraint entry_source_check check ((source_type is null) = (source_id is null) and
    (source_type is null) = (source_event is null)),
  constraint entry_reversal_check check ((kind = 'REVERSAL') = (reverses_id is not null)),
  constraint entry_kind_check check (kind in ('NORMAL', 'OPENING', 'CLOSING', 'REVALUATION',
    'REVERSAL')),
  constraint entry_journal_id_fkey foreign key (organization_id, journal_id) references
    accounting.journal (organization_id, id),
  constraint entry_fiscal_year_id_fkey foreign key (organization_id, fiscal_year_id) references
    accounting.fiscal_year (organization_id, id),
  constraint entry_period_id_fkey foreign key (organization_id, period_id) references
    accounting.period (organization_id, id),
  constraint entry_posted_by_id_fkey foreign key (organization_id, posted_by_id) references
    core.membership (organization_id, id),
  constraint entry_reverses_id_fkey foreign key (organization_id, reverses_id) references
    accounting.entry (organization_id, id)
);
create unique index entry_source_key on accounting.entry (organization_id, source_type,
  source_id, source_event) where source_id is not null;
create index entry_posted_on_idx on accounting.entry (organization_id, posted_on, id);
create index entry_posted_at_idx on accounting.entry (organization_id, posted_at, id);
create index entry_fiscal_year_id_idx on accounting.entry (organization_id, fiscal_year_id, id);
create index entry_period_id_idx on accounting.entry (organization_id, period_id, id);
create index entry_posted_by_id_idx on accounting.entry (organization_id, posted_by_id, id);
create index entry_kind_idx on accounting.entry (organization_id, kind, id);
${readOnly('entry')}

create table accounting.line (${RECORD},
  entry_id uuid not null,
  number integer not null,
  account_id uuid not null,
  posted_on date not null,
  currency varchar(3) not null,
  amount numeric(20,4) not null,
  base_amount numeric(20,4) not null,
  debit numeric(20,4) generated always as (greatest(amount, 0)) stored,
  credit numeric(20,4) generated always as (greatest(-amount, 0)) stored,
  memo varchar(200),
  dimension_set_id uuid,
  party_id uuid,
  open_item_id uuid,
  tax_code_id uuid,
  tax_base numeric(20,4),
  quantity numeric(20,8),
  constraint line_entry_id_number_key unique (organization_id, entry_id, number),
  constraint line_entry_id_fkey foreign key (organization_id, entry_id) references
    accounting.entry (organization_id, id),
  constraint line_account_id_fkey foreign key (organization_id, account_id) references
    accounting.account (organization_id, id),
  constraint line_dimension_set_id_fkey foreign key (organization_id, dimension_set_id)
    references accounting.dimension_set (organization_id, id)
);
create index line_posted_on_idx on accounting.line (organization_id, posted_on, id);
create index line_account_id_posted_on_idx on accounting.line (organization_id, account_id,
  posted_on, id);
create index line_dimension_set_id_idx on accounting.line (organization_id, dimension_set_id, id);
${readOnly('line')}

create table accounting.draft_entry (${RECORD},
  journal_id uuid not null,
  posted_on date not null,
  memo varchar(500),
  constraint draft_entry_journal_id_fkey foreign key (organization_id, journal_id) references
    accounting.journal (organization_id, id)
);
create index draft_entry_created_at_idx on accounting.draft_entry (organization_id,
  created_at, id);
create index draft_entry_posted_on_idx on accounting.draft_entry (organization_id, posted_on, id);
create index draft_entry_journal_id_idx on accounting.draft_entry (organization_id,
  journal_id, id);
${tenant('draft_entry')}

create table accounting.draft_line (${RECORD},
  draft_id uuid not null,
  number integer not null,
  account_id uuid not null,
  currency varchar(3) not null,
  amount numeric(20,4) not null,
  base_amount numeric(20,4),
  memo varchar(200),
  dimension_value_ids text[] not null,
  constraint draft_line_draft_id_number_key unique (organization_id, draft_id, number),
  constraint draft_line_draft_id_fkey foreign key (organization_id, draft_id) references
    accounting.draft_entry (organization_id, id) on delete cascade,
  constraint draft_line_account_id_fkey foreign key (organization_id, account_id) references
    accounting.account (organization_id, id)
);
create index draft_line_number_idx on accounting.draft_line (organization_id, number, id);
create index draft_line_account_id_idx on accounting.draft_line (organization_id, account_id, id);
${tenant('draft_line')}

`;

export const ledgerComments = [
  comments(
    'journal',
    'A book of entries that counts its numbers anew in each fiscal year, without a gap.',
    {
      code: 'Short code, unique; part of entry references',
      name: 'Name for people',
      kind: 'What it is for; says which locks hold',
      is_active: 'Whether new entries may be posted in it',
    },
  ),
  comments('entry', 'A posted entry. Written by the posting function only, and never changed.', {
    reference: 'Journal, fiscal year and number: GJ-2026-000017',
    journal_id: 'The journal',
    fiscal_year_id: 'The fiscal year',
    period_id: 'The period',
    number: 'Place in the journal and fiscal year, from 1 without a gap',
    posted_on: 'Posting date: the day for which it counts',
    posted_at: 'When it was posted; grows with each posting',
    posted_by_id: 'Who posted it; null: the platform',
    kind: 'What it is in the books',
    memo: 'What it is about',
    base_total: 'Sum of its debits in the base currency',
    line_count: 'How many lines it has',
    reverses_id: 'The entry that it takes back',
    source_type: 'What it comes from, such as Invoice',
    source_id: 'Key of what it comes from',
    source_event: 'What happened to that, such as posted',
  }),
  comments('line', 'A line of a posted entry; never changed.', {
    entry_id: 'The entry',
    number: 'Place in the entry, from 1',
    account_id: 'The account',
    posted_on: 'Posting date of the entry',
    currency: 'Currency of the amount (ISO 4217)',
    amount: 'In the currency: debit above zero, credit below',
    base_amount: 'In the base currency: debit above zero, credit below',
    debit: 'The amount, if a debit',
    credit: 'The amount, if a credit',
    memo: 'What the line is about',
    dimension_set_id: 'Dimension values that it has',
    party_id: 'Customer, supplier or employee',
    open_item_id: 'Open item that it made or settles',
    tax_code_id: 'Tax that it is',
    tax_base: 'What the tax is of, in the currency',
    quantity: 'Quantity, where one counts',
  }),
  comments(
    'draft_entry',
    'An entry that is being written: without number and effect, free to be changed.',
    {
      journal_id: 'The journal in which it will be posted',
      posted_on: 'Posting date that is meant',
      memo: 'What it is about',
    },
  ),
  comments('draft_line', 'A line of a draft.', {
    draft_id: 'The draft',
    number: 'Place in the draft, from 1',
    account_id: 'The account',
    currency: 'Currency of the amount (ISO 4217)',
    amount: 'In the currency: debit above zero, credit below',
    base_amount: 'In the base currency; null: the same, where the currency is the base',
    memo: 'What the line is about',
    dimension_value_ids: 'Keys of the dimension values that it will have',
  }),
].join('\n');

export const ledgerDown = `
drop table accounting.draft_line;
drop table accounting.draft_entry;
drop table accounting.line;
drop table accounting.entry;
drop table accounting.journal;
`;
