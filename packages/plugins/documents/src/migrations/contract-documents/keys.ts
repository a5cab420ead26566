/** Foreign keys, indexes, row-level security and rights. */
export const keys = `
alter table documents.contract_document add constraint contract_document_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.contract_document add constraint contract_document_contract_id_fkey
  foreign key (organization_id, contract_id) references documents.contract (organization_id, id);
alter table documents.contract_document add constraint contract_document_document_id_fkey
  foreign key (organization_id, document_id) references documents.document (organization_id, id);
create index contract_document_created_at_idx on documents.contract_document (organization_id,
    created_at, id);
create index contract_document_document_id_idx on documents.contract_document (organization_id,
    document_id, id);
alter table documents.contract_document enable row level security;
alter table documents.contract_document force row level security;
create policy organization on documents.contract_document for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.contract_document to bureau_app;
grant select on documents.contract_document to bureau_reader;
`;
