/** Foreign keys, indexes, row-level security and rights. */
export const keys = `
alter table accounting.budget add constraint budget_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.budget add constraint budget_fiscal_year_id_fkey
  foreign key (organization_id, fiscal_year_id) references accounting.fiscal_year (organization_id, id);
alter table accounting.budget_line add constraint budget_line_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.budget_line add constraint budget_line_budget_id_fkey
  foreign key (organization_id, budget_id) references accounting.budget (organization_id, id) on delete cascade;
alter table accounting.budget_line add constraint budget_line_account_id_fkey
  foreign key (organization_id, account_id) references accounting.account (organization_id, id);
alter table accounting.budget_line add constraint budget_line_period_id_fkey
  foreign key (organization_id, period_id) references accounting.period (organization_id, id);
create unique index budget_active_key on accounting.budget (organization_id, fiscal_year_id) where status = 'ACTIVE';
create index budget_fiscal_year_id_idx on accounting.budget (organization_id, fiscal_year_id, id);
create index budget_status_idx on accounting.budget (organization_id, status, id);
create index budget_line_created_at_idx on accounting.budget_line (organization_id, created_at, id);
create index budget_line_account_id_idx on accounting.budget_line (organization_id, account_id, id);
create index budget_line_period_id_idx on accounting.budget_line (organization_id, period_id, id);
alter table accounting.budget enable row level security;
alter table accounting.budget force row level security;
create policy organization on accounting.budget for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.budget to bureau_app;
grant select on accounting.budget to bureau_reader;
alter table accounting.budget_line enable row level security;
alter table accounting.budget_line force row level security;
create policy organization on accounting.budget_line for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.budget_line to bureau_app;
grant select on accounting.budget_line to bureau_reader;
`;
