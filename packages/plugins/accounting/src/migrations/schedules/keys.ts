/** Foreign keys, indexes, row-level security and rights. */
export const keys = `
alter table accounting.deferral add constraint deferral_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.deferral add constraint deferral_balance_account_id_fkey
  foreign key (organization_id, balance_account_id) references accounting.account (organization_id, id);
alter table accounting.deferral add constraint deferral_result_account_id_fkey
  foreign key (organization_id, result_account_id) references accounting.account (organization_id, id);
alter table accounting.deferral add constraint deferral_entry_id_fkey
  foreign key (organization_id, entry_id) references accounting.entry (organization_id, id);
alter table accounting.deferral_line add constraint deferral_line_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.deferral_line add constraint deferral_line_deferral_id_fkey
  foreign key (organization_id, deferral_id) references accounting.deferral (organization_id, id);
alter table accounting.deferral_line add constraint deferral_line_entry_id_fkey
  foreign key (organization_id, entry_id) references accounting.entry (organization_id, id);
alter table accounting.loan add constraint loan_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.loan add constraint loan_party_id_fkey
  foreign key (organization_id, party_id) references core.party (organization_id, id);
alter table accounting.loan add constraint loan_loan_account_id_fkey
  foreign key (organization_id, loan_account_id) references accounting.account (organization_id, id);
alter table accounting.loan add constraint loan_interest_account_id_fkey
  foreign key (organization_id, interest_account_id) references accounting.account (organization_id, id);
alter table accounting.loan add constraint loan_payment_account_id_fkey
  foreign key (organization_id, payment_account_id) references accounting.account (organization_id, id);
alter table accounting.loan add constraint loan_entry_id_fkey
  foreign key (organization_id, entry_id) references accounting.entry (organization_id, id);
alter table accounting.loan_payment add constraint loan_payment_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.loan_payment add constraint loan_payment_loan_id_fkey
  foreign key (organization_id, loan_id) references accounting.loan (organization_id, id);
alter table accounting.loan_payment add constraint loan_payment_entry_id_fkey
  foreign key (organization_id, entry_id) references accounting.entry (organization_id, id);
alter table accounting.recurring_template add constraint recurring_template_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.recurring_template add constraint recurring_template_journal_id_fkey
  foreign key (organization_id, journal_id) references accounting.journal (organization_id, id);
alter table accounting.recurring_line add constraint recurring_line_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table accounting.recurring_line add constraint recurring_line_template_id_fkey
  foreign key (organization_id, template_id) references accounting.recurring_template (organization_id, id);
alter table accounting.recurring_line add constraint recurring_line_account_id_fkey
  foreign key (organization_id, account_id) references accounting.account (organization_id, id);
alter table accounting.recurring_line add constraint recurring_line_party_id_fkey
  foreign key (organization_id, party_id) references core.party (organization_id, id);
create index deferral_starts_on_idx on accounting.deferral (organization_id, starts_on, id);
create index deferral_ends_on_idx on accounting.deferral (organization_id, ends_on, id);
create index deferral_name_idx on accounting.deferral (organization_id, name, id);
create index deferral_balance_account_id_idx on accounting.deferral (organization_id, balance_account_id, id);
create index deferral_result_account_id_idx on accounting.deferral (organization_id, result_account_id, id);
create index deferral_entry_id_idx on accounting.deferral (organization_id, entry_id, id);
create index deferral_kind_idx on accounting.deferral (organization_id, kind, id);
create index deferral_is_ended_idx on accounting.deferral (organization_id, is_ended, id);
create index deferral_line_number_idx on accounting.deferral_line (organization_id, number, id);
create index deferral_line_due_on_idx on accounting.deferral_line (organization_id, due_on, id);
create index deferral_line_entry_id_idx on accounting.deferral_line (organization_id, entry_id, id);
create index deferral_line_is_recognized_idx on accounting.deferral_line (organization_id, is_recognized, id);
create index loan_paid_out_on_idx on accounting.loan (organization_id, paid_out_on, id);
create index loan_name_idx on accounting.loan (organization_id, name, id);
create index loan_party_id_idx on accounting.loan (organization_id, party_id, id);
create index loan_loan_account_id_idx on accounting.loan (organization_id, loan_account_id, id);
create index loan_interest_account_id_idx on accounting.loan (organization_id, interest_account_id, id);
create index loan_payment_account_id_idx on accounting.loan (organization_id, payment_account_id, id);
create index loan_entry_id_idx on accounting.loan (organization_id, entry_id, id);
create index loan_direction_idx on accounting.loan (organization_id, direction, id);
create index loan_open_principal_idx on accounting.loan (organization_id, open_principal, id);
create index loan_payment_number_idx on accounting.loan_payment (organization_id, number, id);
create index loan_payment_due_on_idx on accounting.loan_payment (organization_id, due_on, id);
create index loan_payment_entry_id_idx on accounting.loan_payment (organization_id, entry_id, id);
create index loan_payment_is_posted_idx on accounting.loan_payment (organization_id, is_posted, id);
create index recurring_template_next_on_idx on accounting.recurring_template (organization_id, next_on, id);
create index recurring_template_journal_id_idx on accounting.recurring_template (organization_id, journal_id, id);
create index recurring_template_is_active_idx on accounting.recurring_template (organization_id, is_active, id);
create index recurring_template_is_automatic_idx on accounting.recurring_template (organization_id, is_automatic, id);
create index recurring_line_number_idx on accounting.recurring_line (organization_id, number, id);
create index recurring_line_account_id_idx on accounting.recurring_line (organization_id, account_id, id);
create index recurring_line_party_id_idx on accounting.recurring_line (organization_id, party_id, id);
alter table accounting.deferral enable row level security;
alter table accounting.deferral force row level security;
create policy organization on accounting.deferral for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.deferral to bureau_app;
grant select on accounting.deferral to bureau_reader;
alter table accounting.deferral_line enable row level security;
alter table accounting.deferral_line force row level security;
create policy organization on accounting.deferral_line for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.deferral_line to bureau_app;
grant select on accounting.deferral_line to bureau_reader;
alter table accounting.loan enable row level security;
alter table accounting.loan force row level security;
create policy organization on accounting.loan for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.loan to bureau_app;
grant select on accounting.loan to bureau_reader;
alter table accounting.loan_payment enable row level security;
alter table accounting.loan_payment force row level security;
create policy organization on accounting.loan_payment for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.loan_payment to bureau_app;
grant select on accounting.loan_payment to bureau_reader;
alter table accounting.recurring_template enable row level security;
alter table accounting.recurring_template force row level security;
create policy organization on accounting.recurring_template for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.recurring_template to bureau_app;
grant select on accounting.recurring_template to bureau_reader;
alter table accounting.recurring_line enable row level security;
alter table accounting.recurring_line force row level security;
create policy organization on accounting.recurring_line for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
grant select, insert, update, delete on accounting.recurring_line to bureau_app;
grant select on accounting.recurring_line to bureau_reader;
`;
