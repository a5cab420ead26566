import { ORGANIZATION_COLUMN, plainComments, readOnly } from './tenant.js';

/**
 * What the posting function keeps beside the entries: balances by period, numbers, seals and the
 * head of the chain of each organization. The dimension set of a line without dimensions is the
 * zero uuid here, because it is part of the key.
 */
export const proof = `
create table accounting.balance (${ORGANIZATION_COLUMN},
  account_id uuid not null,
  period_id uuid not null,
  currency varchar(3) not null,
  dimension_set_id uuid not null default '00000000-0000-0000-0000-000000000000',
  starts_on date not null,
  ends_on date not null,
  debit numeric(24,4) not null,
  credit numeric(24,4) not null,
  base_debit numeric(24,4) not null,
  base_credit numeric(24,4) not null,
  primary key (organization_id, account_id, period_id, currency, dimension_set_id),
  constraint balance_account_id_fkey foreign key (organization_id, account_id)
    references accounting.account (organization_id, id),
  constraint balance_period_id_fkey foreign key (organization_id, period_id)
    references accounting.period (organization_id, id)
) with (fillfactor = 50);
create index balance_ends_on_idx on accounting.balance (organization_id, ends_on, account_id);
create index balance_period_id_idx on accounting.balance (organization_id, period_id, account_id);
${readOnly('balance')}

create table accounting.number_series (${ORGANIZATION_COLUMN},
  journal_id uuid not null,
  fiscal_year_id uuid not null,
  last integer not null,
  primary key (organization_id, journal_id, fiscal_year_id),
  constraint number_series_journal_id_fkey foreign key (organization_id, journal_id)
    references accounting.journal (organization_id, id),
  constraint number_series_fiscal_year_id_fkey foreign key (organization_id, fiscal_year_id)
    references accounting.fiscal_year (organization_id, id)
) with (fillfactor = 50);
create index number_series_fiscal_year_id_idx
  on accounting.number_series (organization_id, fiscal_year_id, journal_id);
${readOnly('number_series')}

create table accounting.entry_seal (${ORGANIZATION_COLUMN},
  entry_id uuid not null,
  position bigint not null,
  line_count integer not null,
  content_hash bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organization_id, entry_id),
  constraint entry_seal_position_key unique (organization_id, position),
  constraint entry_seal_entry_id_fkey foreign key (organization_id, entry_id)
    references accounting.entry (organization_id, id)
);
${readOnly('entry_seal')}

create table accounting.chain_head (${ORGANIZATION_COLUMN},
  position bigint not null,
  hash bytea not null,
  posted_at timestamptz(6) not null,
  primary key (organization_id)
) with (fillfactor = 50);
${readOnly('chain_head')}
`;

const ORGANIZATION = 'Organization that the row belongs to';

export const proofComments = [
  plainComments('balance', 'Sums of the lines of one account in one period; kept by posting.', {
    organization_id: ORGANIZATION,
    account_id: 'The account',
    period_id: 'The period',
    currency: 'Currency of debit and credit (ISO 4217)',
    dimension_set_id: 'Dimension values of the lines; the zero uuid: none',
    starts_on: 'First day of the period',
    ends_on: 'Last day of the period',
    debit: 'Sum of debits in the currency',
    credit: 'Sum of credits in the currency',
    base_debit: 'Sum of debits in the base currency',
    base_credit: 'Sum of credits in the base currency',
  }),
  plainComments('number_series', 'The last number of a journal in a fiscal year.', {
    organization_id: ORGANIZATION,
    journal_id: 'The journal',
    fiscal_year_id: 'The fiscal year',
    last: 'The last number that was given; the next one is one more',
  }),
  plainComments('entry_seal', 'Proof that an entry is whole; a link of the chain of all entries.', {
    organization_id: ORGANIZATION,
    entry_id: 'The entry',
    position: 'Place in the chain, from 1',
    line_count: 'How many lines the entry has',
    content_hash: 'SHA-256 of the entry with its lines',
    previous_hash: 'Hash of the link before; 32 zero bytes for the first one',
    hash: 'SHA-256 of previous hash, position and content hash',
  }),
  plainComments('chain_head', 'The last link of the chain of an organization.', {
    organization_id: ORGANIZATION,
    position: 'Place of the last link',
    hash: 'Its hash',
    posted_at: 'Instant of the last posting',
  }),
].join('\n');

export const proofDown = `
drop table accounting.chain_head;
drop table accounting.entry_seal;
drop table accounting.number_series;
drop table accounting.balance;
`;
