/** The tables. */
export const tables = `
create table documents.contract_document (
  organization_id uuid not null default (nullif(current_setting('app.organization_id', true),
    '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  contract_id uuid not null,
  document_id uuid not null,
  constraint contract_document_pkey primary key (organization_id, id),
  constraint contract_document_contract_id_document_id_key unique (organization_id, contract_id,
    document_id)
);
`;
