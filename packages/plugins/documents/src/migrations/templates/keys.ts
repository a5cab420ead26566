/** Foreign keys, indexes, row-level security and rights. */
export const keys = `
alter table documents.document_template add constraint document_template_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.document_template add constraint document_template_document_type_id_fkey
  foreign key (organization_id, document_type_id) references documents.document_type
    (organization_id, id);
alter table documents.document_template_version add constraint
    document_template_version_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.document_template_version add constraint
    document_template_version_template_id_fkey
  foreign key (organization_id, template_id) references documents.document_template
    (organization_id, id);
create unique index document_template_automatic_key on documents.document_template
    (organization_id, kind) where is_automatic and is_active;
create index document_template_name_idx on documents.document_template (organization_id, name, id);
create index document_template_document_type_id_idx on documents.document_template
    (organization_id, document_type_id, id);
create index document_template_kind_idx on documents.document_template (organization_id, kind, id);
create index document_template_is_active_idx on documents.document_template (organization_id,
    is_active, id);
create index document_template_search_idx on documents.document_template using gin (code
    public.gin_trgm_ops, name public.gin_trgm_ops);
create unique index document_template_version_published_key on
    documents.document_template_version (organization_id, template_id) where state = 'PUBLISHED';
create index document_template_version_number_idx on documents.document_template_version
    (organization_id, number, id);
create index document_template_version_state_idx on documents.document_template_version
    (organization_id, state, id);
alter table documents.document_template enable row level security;
alter table documents.document_template force row level security;
create policy organization on documents.document_template for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.document_template to bureau_app;
grant select on documents.document_template to bureau_reader;
alter table documents.document_template_version enable row level security;
alter table documents.document_template_version force row level security;
create policy organization on documents.document_template_version for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.document_template_version to bureau_app;
grant select on documents.document_template_version to bureau_reader;
`;
