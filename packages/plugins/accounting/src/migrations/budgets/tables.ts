/** Tables, as they were then. */
export const tables = `
create table accounting.budget (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true), '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  name varchar(120) not null,
  fiscal_year_id uuid not null,
  status text not null default 'DRAFT',
  constraint budget_pkey primary key (organization_id, id),
  constraint budget_name_key unique (organization_id, name),
  constraint budget_name_filled_check check (btrim(name) <> ''),
  constraint budget_status_check check ("status" in ('DRAFT', 'ACTIVE'))
);
create table accounting.budget_line (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true), '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  budget_id uuid not null,
  account_id uuid not null,
  period_id uuid not null,
  amount numeric(20,4) not null,
  constraint budget_line_pkey primary key (organization_id, id),
  constraint budget_line_budget_id_account_id_period_id_key unique (organization_id, budget_id, account_id, period_id)
);
`;
