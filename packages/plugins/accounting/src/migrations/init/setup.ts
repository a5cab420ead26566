import { comments, readOnly, RECORD, tenant } from './tenant.js';

/** Accounts, dimensions and what lines of an account must have. */
export const setup = `
create table accounting.account (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  type text not null,
  subtype text not null,
  normal_side text not null,
  currency varchar(3),
  control text not null default 'NONE',
  cash_flow text not null default 'OPERATING',
  parent_id uuid,
  is_postable boolean not null default true,
  is_active boolean not null default true,
  note varchar(500),
  constraint account_code_key unique (organization_id, code),
  constraint account_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9.-]*$'),
  constraint account_name_filled_check check (btrim(name) <> ''),
  constraint account_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint account_type_check check (type in ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME',
    'EXPENSE')),
  constraint account_subtype_check check (subtype in ('CASH', 'RECEIVABLE', 'INVENTORY',
    'OTHER_CURRENT_ASSET', 'FIXED_ASSET', 'ACCUMULATED_DEPRECIATION', 'OTHER_ASSET', 'PAYABLE',
    'TAX_PAYABLE', 'OTHER_CURRENT_LIABILITY', 'LONG_TERM_LIABILITY', 'SHARE_CAPITAL',
    'RETAINED_EARNINGS', 'OTHER_EQUITY', 'REVENUE', 'OTHER_INCOME', 'COST_OF_SALES',
    'PERSONNEL_EXPENSE', 'OPERATING_EXPENSE', 'DEPRECIATION', 'FINANCIAL', 'INCOME_TAX')),
  constraint account_normal_side_check check (normal_side in ('DEBIT', 'CREDIT')),
  constraint account_control_check check (control in ('NONE', 'RECEIVABLE', 'PAYABLE', 'BANK',
    'TAX', 'FIXED_ASSET', 'INVENTORY')),
  constraint account_cash_flow_check check (cash_flow in ('CASH', 'OPERATING', 'INVESTING',
    'FINANCING')),
  constraint account_parent_id_fkey foreign key (organization_id, parent_id) references
    accounting.account (organization_id, id)
);
create index account_name_idx on accounting.account (organization_id, name, id);
create index account_parent_id_idx on accounting.account (organization_id, parent_id, id);
create index account_type_idx on accounting.account (organization_id, type, id);
create index account_subtype_idx on accounting.account (organization_id, subtype, id);
create index account_control_idx on accounting.account (organization_id, control, id);
create index account_is_postable_idx on accounting.account (organization_id, is_postable, id);
create index account_is_active_idx on accounting.account (organization_id, is_active, id);
create index account_search_idx on accounting.account using gin (name public.gin_trgm_ops,
  code public.gin_trgm_ops);
${tenant('account')}

create table accounting.dimension (${RECORD},
  code varchar(20) not null,
  name varchar(120) not null,
  constraint dimension_code_key unique (organization_id, code),
  constraint dimension_code_check check (code ~ '^[A-Za-z0-9_]+$'),
  constraint dimension_name_filled_check check (btrim(name) <> '')
);
create index dimension_name_idx on accounting.dimension (organization_id, name, id);
${tenant('dimension')}

create table accounting.dimension_value (${RECORD},
  dimension_id uuid not null,
  code varchar(20) not null,
  name varchar(120) not null,
  is_active boolean not null default true,
  constraint dimension_value_dimension_id_code_key unique (organization_id, dimension_id, code),
  constraint dimension_value_code_filled_check check (btrim(code) <> ''),
  constraint dimension_value_name_filled_check check (btrim(name) <> ''),
  constraint dimension_value_dimension_id_fkey foreign key (organization_id, dimension_id)
    references accounting.dimension (organization_id, id)
);
create index dimension_value_code_idx on accounting.dimension_value (organization_id, code, id);
create index dimension_value_name_idx on accounting.dimension_value (organization_id, name, id);
create index dimension_value_is_active_idx on accounting.dimension_value (organization_id,
  is_active, id);
create index dimension_value_search_idx on accounting.dimension_value using gin (name
  public.gin_trgm_ops, code public.gin_trgm_ops);
${tenant('dimension_value')}

create table accounting.account_rule (${RECORD},
  account_id uuid not null,
  dimension_id uuid,
  requirement text not null,
  constraint account_rule_requirement_check check (requirement in ('REQUIRED', 'FORBIDDEN')),
  constraint account_rule_account_id_fkey foreign key (organization_id, account_id) references
    accounting.account (organization_id, id),
  constraint account_rule_dimension_id_fkey foreign key (organization_id, dimension_id)
    references accounting.dimension (organization_id, id)
);
create unique index account_rule_account_id_dimension_id_key on accounting.account_rule
  (organization_id, account_id, dimension_id) where dimension_id is not null;
create unique index account_rule_party_key on accounting.account_rule (organization_id,
  account_id) where dimension_id is null;
create index account_rule_created_at_idx on accounting.account_rule (organization_id,
  created_at, id);
create index account_rule_account_id_idx on accounting.account_rule (organization_id,
  account_id, id);
create index account_rule_dimension_id_idx on accounting.account_rule (organization_id,
  dimension_id, id);
create index account_rule_requirement_idx on accounting.account_rule (organization_id,
  requirement, id);
${tenant('account_rule')}

create table accounting.dimension_set (${RECORD},
  key text not null,
  label text not null,
  constraint dimension_set_key_key unique (organization_id, key)
);
create index dimension_set_label_idx on accounting.dimension_set (organization_id, label, id);
${readOnly('dimension_set')}

create table accounting.dimension_set_item (${RECORD},
  set_id uuid not null,
  dimension_id uuid not null,
  value_id uuid not null,
  constraint dimension_set_item_set_id_dimension_id_key unique (organization_id, set_id,
    dimension_id),
  constraint dimension_set_item_set_id_fkey foreign key (organization_id, set_id) references
    accounting.dimension_set (organization_id, id),
  constraint dimension_set_item_dimension_id_fkey foreign key (organization_id, dimension_id)
    references accounting.dimension (organization_id, id),
  constraint dimension_set_item_value_id_fkey foreign key (organization_id, value_id)
    references accounting.dimension_value (organization_id, id)
);
create index dimension_set_item_created_at_idx on accounting.dimension_set_item
  (organization_id, created_at, id);
create index dimension_set_item_dimension_id_idx on accounting.dimension_set_item
  (organization_id, dimension_id, id);
create index dimension_set_item_value_id_idx on accounting.dimension_set_item
  (organization_id, value_id, id);
${readOnly('dimension_set_item')}

create table accounting.settings (${RECORD},
  base_currency varchar(3) not null,
  chart varchar(40) not null,
  retained_earnings_account_id uuid,
  opening_account_id uuid,
  reopen_needs_approval boolean not null default true,
  constraint settings_retained_earnings_account_id_fkey foreign key (organization_id,
    retained_earnings_account_id) references accounting.account (organization_id, id),
  constraint settings_opening_account_id_fkey foreign key (organization_id, opening_account_id)
    references accounting.account (organization_id, id)
);
create index settings_created_at_idx on accounting.settings (organization_id, created_at, id);
create index settings_retained_earnings_account_id_idx on accounting.settings
  (organization_id, retained_earnings_account_id, id);
create index settings_opening_account_id_idx on accounting.settings (organization_id,
  opening_account_id, id);
${tenant('settings')}

`;

export const setupComments = [
  comments('account', 'An account of the general ledger.', {
    code: 'Number in the chart of accounts, unique',
    name: 'Name for people',
    type: 'What it stands for',
    subtype: 'Where it stands in the statements',
    normal_side: 'The side on which it grows',
    currency: 'The only currency that it takes (ISO 4217); null: any',
    control: 'The sub-ledger whose sum it is',
    cash_flow: 'Where its movements stand in the cash flow statement',
    parent_id: 'The account above it',
    is_postable: 'Whether lines may be posted to it; a heading takes none',
    is_active: 'Whether new lines may be posted to it',
    note: 'What it is for',
  }),
  comments('dimension', 'A way to divide the books beside accounts: cost centres, projects.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
  }),
  comments('dimension_value', 'One cost centre, one project: a value that lines may carry.', {
    dimension_id: 'The dimension that it is a value of',
    code: 'Short code, unique in its dimension',
    name: 'Name for people',
    is_active: 'Whether new lines may carry it',
  }),
  comments('account_rule', 'What lines of an account must have, or may not have.', {
    account_id: 'The account',
    dimension_id: 'The dimension; null: the party of the line',
    requirement: 'Whether it must be there or must not',
  }),
  comments(
    'dimension_set',
    'The values that a line carries together: one of each dimension at most.',
    {
      key: 'Keys of the values, in the order of dimensions',
      label: 'Codes for people: CC=SALES PRJ=A17',
    },
  ),
  comments('dimension_set_item', 'One value of a set of dimension values.', {
    set_id: 'The set',
    dimension_id: 'The dimension',
    value_id: 'The value',
  }),
  comments('settings', 'How the books of the organization are kept; one record.', {
    base_currency: 'Currency of the books (ISO 4217); never changed',
    chart: 'Chart of accounts that it began with',
    retained_earnings_account_id: 'Takes the earnings when a year is closed',
    opening_account_id: 'Clearing account of opening balances; it must end at zero',
    reopen_needs_approval:
      'Whether a closed period is opened again only with the consent of another person',
  }),
].join('\n');

export const setupDown = `
drop table accounting.settings;
drop table accounting.dimension_set_item;
drop table accounting.dimension_set;
drop table accounting.account_rule;
drop table accounting.dimension_value;
drop table accounting.dimension;
drop table accounting.account;
`;
