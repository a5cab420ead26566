import { comments, RECORD, reference, tenant } from './tenant.js';

const index = (table: string, column: string) =>
  `create index ${table}_${column}_idx on accounting.${table} (organization_id, ${column}, id);`;

/** Bank accounts, their statements and lines. */
export const accounts = `
create table accounting.bank_account (${RECORD},
  name varchar(120) not null,
  ledger_account_id uuid not null,
  currency varchar(3) not null,
  iban varchar(34),
  account_number varchar(40),
  bic varchar(11),
  bank_name varchar(120),
  opening_on date,
  opening_balance numeric(20,4) not null default 0,
  csv jsonb,
  is_active boolean not null default true,
  constraint bank_account_ledger_account_id_key unique (organization_id, ledger_account_id),
  constraint bank_account_name_filled_check check (btrim(name) <> '')
);
create unique index bank_account_iban_key on accounting.bank_account (organization_id, iban)
  where iban is not null;
${['name', 'currency', 'iban', 'is_active'].map((one) => index('bank_account', one)).join('\n')}
${reference('bank_account', 'ledger_account_id', 'account')}
${tenant('bank_account')}

create table accounting.bank_statement (${RECORD},
  bank_account_id uuid not null,
  file_id uuid not null,
  job_id uuid not null,
  place integer not null,
  format text not null,
  number varchar(60),
  starts_on date,
  ends_on date,
  opening_balance numeric(20,4),
  closing_balance numeric(20,4),
  closing_on date,
  moved numeric(20,4) not null default 0,
  difference numeric(20,4),
  line_count integer not null default 0,
  new_line_count integer not null default 0,
  constraint bank_statement_job_id_place_key unique (organization_id, job_id, place),
  constraint bank_statement_format_check check (format in ('CAMT053', 'MT940', 'OFX', 'CSV')),
  constraint bank_statement_count_check check (new_line_count between 0 and line_count)
);
${['format', 'number', 'ends_on', 'closing_on', 'created_at']
  .map((one) => index('bank_statement', one))
  .join('\n')}
${reference('bank_statement', 'bank_account_id', 'bank_account')}
${reference('bank_statement', 'file_id', 'core.file')}
${tenant('bank_statement')}

create table accounting.bank_line (${RECORD},
  bank_account_id uuid not null,
  statement_id uuid not null,
  place integer not null,
  fingerprint varchar(32) not null,
  booked_on date not null,
  value_on date,
  amount numeric(20,4) not null,
  currency varchar(3) not null,
  text varchar(2000) not null,
  reference varchar(140),
  counterparty_name varchar(140),
  counterparty_account text,
  counterparty_account_index text,
  bank_id varchar(80),
  code varchar(60),
  party_id uuid,
  status text not null default 'OPEN',
  constraint bank_line_bank_account_id_fingerprint_key unique (organization_id, bank_account_id,
    fingerprint),
  constraint bank_line_status_check check (status in ('OPEN', 'MATCHED'))
);
${['booked_on', 'amount', 'reference', 'counterparty_account_index', 'status']
  .map((one) => index('bank_line', one))
  .join('\n')}
create index bank_line_bank_account_id_booked_on_idx on accounting.bank_line (organization_id,
  bank_account_id, booked_on, id);
create index bank_line_search_idx on accounting.bank_line using gin (text public.gin_trgm_ops,
  counterparty_name public.gin_trgm_ops, reference public.gin_trgm_ops);
${reference('bank_line', 'bank_account_id', 'bank_account')}
${reference('bank_line', 'statement_id', 'bank_statement')}
${reference('bank_line', 'party_id', 'core.party')}
${tenant('bank_line')}
`;

export const accountsComments = [
  comments('bank_account', 'An account of the organization at a bank.', {
    name: 'Name for people',
    ledger_account_id: 'Its account in the ledger',
    currency: 'Currency of its lines (ISO 4217)',
    iban: 'IBAN (ISO 13616), without spaces',
    account_number: 'Number, where it has no IBAN',
    bic: 'BIC of the bank (ISO 9362)',
    bank_name: 'Name of the bank',
    opening_on: 'Lines of the ledger before this day belong to the opening balance; null: none',
    opening_balance: 'Balance that the bank told for the evening before the first line',
    csv: 'How the bank writes its CSV',
    is_active: 'Whether it is still in use',
  }),
  comments('bank_statement', 'A statement of a bank as it was imported.', {
    bank_account_id: 'Whose statement it is',
    file_id: 'The file that it was read from',
    job_id: 'Key of the job that read it',
    place: 'Place in the file, from 1',
    format: 'How the file is written',
    number: 'What the bank calls the statement',
    starts_on: 'Booking day of its first line',
    ends_on: 'Booking day of its last line',
    opening_balance: 'Balance before it, where the bank tells',
    closing_balance: 'Balance after it, where the bank tells',
    closing_on: 'Day of the closing balance',
    moved: 'Sum of its lines',
    difference: 'Closing balance less opening balance less lines; null: not both are told',
    line_count: 'Lines that it has',
    new_line_count: 'Those that came with it; the others were there already',
  }),
  comments('bank_line', 'A line of a bank account: once, in however many files it stands.', {
    bank_account_id: 'The account',
    statement_id: 'The statement that it came with',
    place: 'Place in that statement, from 1',
    fingerprint: 'What tells it from other lines, the same in every file',
    booked_on: 'Booking day',
    value_on: 'Day from which interest counts',
    amount: 'Above zero: money came in; below: it went out',
    currency: 'Currency of the account (ISO 4217)',
    text: 'What the payment says of itself',
    reference: 'Reference that travels with the payment',
    counterparty_name: 'Name of the other side',
    counterparty_account: 'Account of the other side; sealed',
    counterparty_account_index: 'Blind index for equality',
    bank_id: "The bank's own id of the line",
    code: "The bank's code of what it is",
    party_id: 'The only party that has the account of the other side',
    status: 'Whether the books know of it',
  }),
].join('\n');

export const accountsDown = `
drop table accounting.bank_line;
drop table accounting.bank_statement;
drop table accounting.bank_account;
`;
