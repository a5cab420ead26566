/** Foreign keys, indexes, row-level security and rights. */
export const keys = `
alter table accounting.fixed_asset_class add constraint fixed_asset_class_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.fixed_asset_class add constraint fixed_asset_class_asset_account_id_fkey
  foreign key (organization_id, asset_account_id) references accounting.account (organization_id, id);
alter table accounting.fixed_asset_class add constraint fixed_asset_class_accumulated_account_id_fkey
  foreign key (organization_id, accumulated_account_id) references accounting.account (organization_id, id);
alter table accounting.fixed_asset_class add constraint fixed_asset_class_expense_account_id_fkey
  foreign key (organization_id, expense_account_id) references accounting.account (organization_id, id);
alter table accounting.fixed_asset_class add constraint fixed_asset_class_gain_account_id_fkey
  foreign key (organization_id, gain_account_id) references accounting.account (organization_id, id);
alter table accounting.fixed_asset_class add constraint fixed_asset_class_loss_account_id_fkey
  foreign key (organization_id, loss_account_id) references accounting.account (organization_id, id);
alter table accounting.fixed_asset_class add constraint fixed_asset_class_clearing_account_id_fkey
  foreign key (organization_id, clearing_account_id) references accounting.account (organization_id, id);
alter table accounting.depreciation_run add constraint depreciation_run_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.depreciation_run add constraint depreciation_run_period_id_fkey
  foreign key (organization_id, period_id) references accounting.period (organization_id, id);
alter table accounting.depreciation_run add constraint depreciation_run_entry_id_fkey
  foreign key (organization_id, entry_id) references accounting.entry (organization_id, id);
alter table accounting.fixed_asset add constraint fixed_asset_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.fixed_asset add constraint fixed_asset_asset_class_id_fkey
  foreign key (organization_id, asset_class_id) references accounting.fixed_asset_class (organization_id, id);
alter table accounting.fixed_asset add constraint fixed_asset_entry_id_fkey
  foreign key (organization_id, entry_id) references accounting.entry (organization_id, id);
alter table accounting.fixed_asset add constraint fixed_asset_disposal_entry_id_fkey
  foreign key (organization_id, disposal_entry_id) references accounting.entry (organization_id, id);
alter table accounting.depreciation_schedule add constraint depreciation_schedule_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.depreciation_schedule add constraint depreciation_schedule_asset_id_fkey
  foreign key (organization_id, asset_id) references accounting.fixed_asset (organization_id, id);
alter table accounting.depreciation_line add constraint depreciation_line_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.depreciation_line add constraint depreciation_line_run_id_fkey
  foreign key (organization_id, run_id) references accounting.depreciation_run (organization_id, id);
alter table accounting.depreciation_line add constraint depreciation_line_schedule_id_fkey
  foreign key (organization_id, schedule_id) references accounting.depreciation_schedule (organization_id, id);
alter table accounting.depreciation_line add constraint depreciation_line_asset_id_fkey
  foreign key (organization_id, asset_id) references accounting.fixed_asset (organization_id, id);
alter table accounting.fixed_asset_use add constraint fixed_asset_use_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.fixed_asset_use add constraint fixed_asset_use_asset_id_fkey
  foreign key (organization_id, asset_id) references accounting.fixed_asset (organization_id, id);
create unique index fixed_asset_class_inventory_key on accounting.fixed_asset_class (organization_id, is_for_inventory) where is_for_inventory;
create index fixed_asset_class_name_idx on accounting.fixed_asset_class (organization_id, name, id);
create index fixed_asset_class_asset_account_id_idx on accounting.fixed_asset_class (organization_id, asset_account_id, id);
create index fixed_asset_class_accumulated_account_id_idx on accounting.fixed_asset_class (organization_id, accumulated_account_id, id);
create index fixed_asset_class_expense_account_id_idx on accounting.fixed_asset_class (organization_id, expense_account_id, id);
create index fixed_asset_class_gain_account_id_idx on accounting.fixed_asset_class (organization_id, gain_account_id, id);
create index fixed_asset_class_loss_account_id_idx on accounting.fixed_asset_class (organization_id, loss_account_id, id);
create index fixed_asset_class_clearing_account_id_idx on accounting.fixed_asset_class (organization_id, clearing_account_id, id);
create index fixed_asset_class_is_active_idx on accounting.fixed_asset_class (organization_id, is_active, id);
create index fixed_asset_class_is_for_inventory_idx on accounting.fixed_asset_class (organization_id, is_for_inventory, id);
create index depreciation_run_taken_on_idx on accounting.depreciation_run (organization_id, taken_on, id);
create index depreciation_run_period_id_idx on accounting.depreciation_run (organization_id, period_id, id);
create index depreciation_run_entry_id_idx on accounting.depreciation_run (organization_id, entry_id, id);
create index depreciation_run_book_idx on accounting.depreciation_run (organization_id, book, id);
create index depreciation_run_is_reversed_idx on accounting.depreciation_run (organization_id, is_reversed, id);
create unique index fixed_asset_inventory_key on accounting.fixed_asset (organization_id, inventory_asset_id) where inventory_asset_id is not null and status <> 'VOID';
create index fixed_asset_name_idx on accounting.fixed_asset (organization_id, name, id);
create index fixed_asset_acquired_on_idx on accounting.fixed_asset (organization_id, acquired_on, id);
create index fixed_asset_cost_idx on accounting.fixed_asset (organization_id, cost, id);
create index fixed_asset_asset_class_id_idx on accounting.fixed_asset (organization_id, asset_class_id, id);
create index fixed_asset_entry_id_idx on accounting.fixed_asset (organization_id, entry_id, id);
create index fixed_asset_disposal_entry_id_idx on accounting.fixed_asset (organization_id, disposal_entry_id, id);
create index fixed_asset_status_idx on accounting.fixed_asset (organization_id, status, id);
create index fixed_asset_disposed_on_idx on accounting.fixed_asset (organization_id, disposed_on, id);
create index fixed_asset_search_idx on accounting.fixed_asset using gin (number public.gin_trgm_ops, name public.gin_trgm_ops);
create index depreciation_schedule_starts_on_idx on accounting.depreciation_schedule (organization_id, starts_on, id);
create index depreciation_schedule_taken_until_idx on accounting.depreciation_schedule (organization_id, taken_until, id);
create index depreciation_schedule_book_idx on accounting.depreciation_schedule (organization_id, book, id);
create index depreciation_schedule_method_idx on accounting.depreciation_schedule (organization_id, method, id);
create index depreciation_schedule_is_ended_idx on accounting.depreciation_schedule (organization_id, is_ended, id);
create unique index depreciation_line_schedule_taken_on_key on accounting.depreciation_line (organization_id, schedule_id, taken_on) where not is_reversed;
create index depreciation_line_taken_on_idx on accounting.depreciation_line (organization_id, taken_on, id);
create index depreciation_line_run_id_idx on accounting.depreciation_line (organization_id, run_id, id);
create index depreciation_line_schedule_id_idx on accounting.depreciation_line (organization_id, schedule_id, id);
create index depreciation_line_asset_id_idx on accounting.depreciation_line (organization_id, asset_id, id);
create index depreciation_line_is_reversed_idx on accounting.depreciation_line (organization_id, is_reversed, id);
create index fixed_asset_use_used_on_idx on accounting.fixed_asset_use (organization_id, used_on, id);
create index fixed_asset_use_asset_id_idx on accounting.fixed_asset_use (organization_id, asset_id, id);
alter table accounting.fixed_asset_class enable row level security;
alter table accounting.fixed_asset_class force row level security;
create policy organization on accounting.fixed_asset_class for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.fixed_asset_class to bureau_app;
grant select on accounting.fixed_asset_class to bureau_reader;
alter table accounting.depreciation_run enable row level security;
alter table accounting.depreciation_run force row level security;
create policy organization on accounting.depreciation_run for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.depreciation_run to bureau_app;
grant select on accounting.depreciation_run to bureau_reader;
alter table accounting.fixed_asset enable row level security;
alter table accounting.fixed_asset force row level security;
create policy organization on accounting.fixed_asset for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.fixed_asset to bureau_app;
grant select on accounting.fixed_asset to bureau_reader;
alter table accounting.depreciation_schedule enable row level security;
alter table accounting.depreciation_schedule force row level security;
create policy organization on accounting.depreciation_schedule for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.depreciation_schedule to bureau_app;
grant select on accounting.depreciation_schedule to bureau_reader;
alter table accounting.depreciation_line enable row level security;
alter table accounting.depreciation_line force row level security;
create policy organization on accounting.depreciation_line for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.depreciation_line to bureau_app;
grant select on accounting.depreciation_line to bureau_reader;
alter table accounting.fixed_asset_use enable row level security;
alter table accounting.fixed_asset_use force row level security;
create policy organization on accounting.fixed_asset_use for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.fixed_asset_use to bureau_app;
grant select on accounting.fixed_asset_use to bureau_reader;
`;
