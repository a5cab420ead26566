import { comments, RECORD, tenant } from './tenant.js';

const party = `
create table core.party (${RECORD},
  attributes jsonb not null default '{}',
  code varchar(40) not null check (btrim(code) <> ''),
  kind text not null check (kind in ('COMPANY', 'PERSON')),
  name varchar(200) not null check (btrim(name) <> ''),
  legal_name varchar(200),
  person_id uuid,
  is_customer boolean not null,
  is_supplier boolean not null,
  is_employee boolean not null,
  is_active boolean not null,
  tax_number varchar(40),
  registration_number varchar(60),
  currency varchar(3),
  locale varchar(35),
  email varchar(254),
  phone varchar(40),
  website varchar(200),
  note varchar(2000),
  constraint party_code_key unique (organization_id, code),
  constraint party_person_key unique (organization_id, person_id),
  constraint party_person_fkey foreign key (organization_id, person_id)
    references core.person (organization_id, id),
  constraint party_person_check check (person_id is null or kind = 'PERSON')
);
create index party_name_idx on core.party (organization_id, name, id);
create index party_kind_idx on core.party (organization_id, kind, id);
create index party_tax_number_idx on core.party (organization_id, tax_number, id);
create index party_email_idx on core.party (organization_id, email, id);
create index party_currency_idx on core.party (organization_id, currency, id);
create index party_is_customer_idx on core.party (organization_id, is_customer, id);
create index party_is_supplier_idx on core.party (organization_id, is_supplier, id);
create index party_is_employee_idx on core.party (organization_id, is_employee, id);
create index party_is_active_idx on core.party (organization_id, is_active, id);
create index party_attributes_idx on core.party using gin (attributes jsonb_path_ops);
${tenant('party')}
${comments('party', 'Somebody with whom the organization deals: customer, supplier, employee.', {
  attributes: 'Values of custom fields by their keys',
  code: 'Number of the party, unique in the organization',
  kind: 'Company or natural person',
  name: 'Name as people call it',
  legal_name: 'Registered name, where another one',
  person_id: 'The person that it is; one party for each person',
  is_customer: 'Buys from the organization',
  is_supplier: 'Sells to the organization',
  is_employee: 'Works for the organization: expenses, pay',
  is_active: 'False: no new documents with it',
  tax_number: 'VAT or tax registration number',
  registration_number: 'Number in the company register',
  currency: 'ISO 4217 code of its documents, as a rule',
  locale: 'Language of letters to it (BCP 47)',
  email: 'E-mail address, lower case',
  phone: 'Telephone number',
  website: 'Address of its site',
  note: 'What colleagues should know',
})}`;

const address = `
create table core.party_address (${RECORD},
  party_id uuid not null,
  purpose text not null check (purpose in ('LEGAL', 'BILLING', 'DELIVERY', 'OTHER')),
  lines varchar(300) not null check (btrim(lines) <> ''),
  postal_code varchar(20),
  city varchar(120) not null check (btrim(city) <> ''),
  region varchar(120),
  country varchar(2) not null,
  constraint party_address_party_fkey foreign key (organization_id, party_id)
    references core.party (organization_id, id) on delete cascade
);
create unique index party_address_purpose_key on core.party_address
  (organization_id, party_id, purpose) where purpose <> 'OTHER';
create index party_address_party_idx on core.party_address (organization_id, party_id, id);
create index party_address_purpose_idx on core.party_address (organization_id, purpose, id);
create index party_address_city_idx on core.party_address (organization_id, city, id);
create index party_address_country_idx on core.party_address (organization_id, country, id);
${tenant('party_address')}
${comments('party_address', 'Where a party is found by post.', {
  party_id: 'Whose address it is',
  purpose: 'What it is for; one of each besides OTHER',
  lines: 'Addressee, street and number, as on an envelope',
  postal_code: 'Postal code',
  city: 'Town',
  region: 'State or province, where letters need it',
  country: 'ISO 3166-1 alpha-2 code',
})}`;

const account = `
create table core.party_bank_account (${RECORD},
  party_id uuid not null,
  holder varchar(140) not null check (btrim(holder) <> ''),
  iban text not null,
  iban_index text,
  bic varchar(11),
  is_default boolean not null,
  constraint party_bank_account_party_fkey foreign key (organization_id, party_id)
    references core.party (organization_id, id) on delete cascade,
  constraint party_bank_account_iban_key unique (organization_id, party_id, iban_index)
);
create unique index party_bank_account_default_key on core.party_bank_account
  (organization_id, party_id) where is_default;
create index party_bank_account_party_idx on core.party_bank_account
  (organization_id, party_id, id);
create index party_bank_account_holder_idx on core.party_bank_account
  (organization_id, holder, id);
create index party_bank_account_iban_idx on core.party_bank_account
  (organization_id, iban_index, id);
create index party_bank_account_is_default_idx on core.party_bank_account
  (organization_id, is_default, id);
${tenant('party_bank_account')}
${comments('party_bank_account', 'Where money for a party goes; the number is sealed.', {
  party_id: 'Whose account it is',
  holder: 'Name of the account holder (ISO 20022: 140)',
  iban: 'IBAN (ISO 13616), without spaces; sealed',
  iban_index: 'Blind index for equality',
  bic: 'BIC of the bank (ISO 9362)',
  is_default: 'Payments go here unless told otherwise; one at most',
})}`;

/** Parties, their addresses and bank accounts. */
export const partyTables = `${party}
${address}
${account}
grant select, insert, update, delete
  on core.party, core.party_address, core.party_bank_account to bureau_app, bureau_worker;
grant select on core.party, core.party_address, core.party_bank_account to bureau_reader;
`;

/** Takes them back. */
export const partyDown = `
drop table core.party_bank_account, core.party_address, core.party;
`;
