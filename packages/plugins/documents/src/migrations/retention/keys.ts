/** Foreign keys, indexes, row-level security and rights. */
export const keys = `
alter table documents.disposal_record add constraint disposal_record_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.disposal_record add constraint disposal_record_document_id_fkey
  foreign key (organization_id, document_id) references documents.document (organization_id, id);
alter table documents.disposal_record add constraint disposal_record_proposed_by_id_fkey
  foreign key (organization_id, proposed_by_id) references core.membership (organization_id, id);
alter table documents.disposal_record add constraint disposal_record_confirmed_by_id_fkey
  foreign key (organization_id, confirmed_by_id) references core.membership (organization_id, id);
alter table documents.disposal_record add constraint disposal_record_decided_by_id_fkey
  foreign key (organization_id, decided_by_id) references core.membership (organization_id, id);
alter table documents.legal_hold add constraint legal_hold_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.legal_hold add constraint legal_hold_released_by_id_fkey
  foreign key (organization_id, released_by_id) references core.membership (organization_id, id);
alter table documents.legal_hold add constraint legal_hold_created_by_id_fkey
  foreign key (organization_id, created_by_id) references core.membership (organization_id, id);
alter table documents.legal_hold_document add constraint legal_hold_document_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.legal_hold_document add constraint legal_hold_document_hold_id_fkey
  foreign key (organization_id, hold_id) references documents.legal_hold (organization_id, id);
alter table documents.legal_hold_document add constraint legal_hold_document_document_id_fkey
  foreign key (organization_id, document_id) references documents.document (organization_id, id);
alter table documents.retention_fact add constraint retention_fact_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.retention_fact add constraint retention_fact_document_id_fkey
  foreign key (organization_id, document_id) references documents.document (organization_id, id);
alter table documents.retention_policy add constraint retention_policy_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.retention_policy add constraint retention_policy_document_type_id_fkey
  foreign key (organization_id, document_type_id) references documents.document_type
    (organization_id, id);
create unique index disposal_record_open_key on documents.disposal_record (organization_id,
    document_id) where state in ('PROPOSED', 'CONFIRMED');
create index disposal_record_created_at_idx on documents.disposal_record (organization_id,
    created_at, id);
create index disposal_record_decided_at_idx on documents.disposal_record (organization_id,
    decided_at, id);
create index disposal_record_title_idx on documents.disposal_record (organization_id, title, id);
create index disposal_record_document_id_idx on documents.disposal_record (organization_id,
    document_id, id);
create index disposal_record_proposed_by_id_idx on documents.disposal_record (organization_id,
    proposed_by_id, id);
create index disposal_record_confirmed_by_id_idx on documents.disposal_record (organization_id,
    confirmed_by_id, id);
create index disposal_record_decided_by_id_idx on documents.disposal_record (organization_id,
    decided_by_id, id);
create index disposal_record_kind_idx on documents.disposal_record (organization_id, kind, id);
create index disposal_record_state_idx on documents.disposal_record (organization_id, state, id);
create index disposal_record_free_on_idx on documents.disposal_record (organization_id, free_on,
    id);
create index disposal_record_search_idx on documents.disposal_record using gin (title
    public.gin_trgm_ops);
create index legal_hold_created_at_idx on documents.legal_hold (organization_id, created_at, id);
create index legal_hold_name_idx on documents.legal_hold (organization_id, name, id);
create index legal_hold_released_by_id_idx on documents.legal_hold (organization_id,
    released_by_id, id);
create index legal_hold_created_by_id_idx on documents.legal_hold (organization_id,
    created_by_id, id);
create index legal_hold_state_idx on documents.legal_hold (organization_id, state, id);
create index legal_hold_released_at_idx on documents.legal_hold (organization_id, released_at, id);
create index legal_hold_search_idx on documents.legal_hold using gin (name public.gin_trgm_ops);
create index legal_hold_document_created_at_idx on documents.legal_hold_document
    (organization_id, created_at, id);
create index legal_hold_document_document_id_idx on documents.legal_hold_document
    (organization_id, document_id, id);
create index retention_fact_occurred_on_idx on documents.retention_fact (organization_id,
    occurred_on, id);
create index retention_fact_event_idx on documents.retention_fact (organization_id, event, id);
create index retention_policy_name_idx on documents.retention_policy (organization_id, name, id);
create index retention_policy_document_type_id_idx on documents.retention_policy
    (organization_id, document_type_id, id);
create index retention_policy_event_idx on documents.retention_policy (organization_id, event, id);
create index retention_policy_is_active_idx on documents.retention_policy (organization_id,
    is_active, id);
alter table documents.disposal_record enable row level security;
alter table documents.disposal_record force row level security;
create policy organization on documents.disposal_record for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.disposal_record to bureau_app;
grant select on documents.disposal_record to bureau_reader;
alter table documents.legal_hold enable row level security;
alter table documents.legal_hold force row level security;
create policy organization on documents.legal_hold for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.legal_hold to bureau_app;
grant select on documents.legal_hold to bureau_reader;
alter table documents.legal_hold_document enable row level security;
alter table documents.legal_hold_document force row level security;
create policy organization on documents.legal_hold_document for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.legal_hold_document to bureau_app;
grant select on documents.legal_hold_document to bureau_reader;
alter table documents.retention_fact enable row level security;
alter table documents.retention_fact force row level security;
create policy organization on documents.retention_fact for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.retention_fact to bureau_app;
grant select on documents.retention_fact to bureau_reader;
alter table documents.retention_policy enable row level security;
alter table documents.retention_policy force row level security;
create policy organization on documents.retention_policy for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.retention_policy to bureau_app;
grant select on documents.retention_policy to bureau_reader;
`;
