/** What tables and columns hold. */
export const comments = `
comment on table documents.contract_document is
    'A paper of a contract: what was signed, and what was written about it.';
comment on column documents.contract_document.organization_id is
    'Organization that the row belongs to';
comment on column documents.contract_document.id is 'Opaque, sortable id';
comment on column documents.contract_document.version is 'Grows by one with each change';
comment on column documents.contract_document.created_at is 'When the record was made';
comment on column documents.contract_document.updated_at is 'When the record was last changed';
comment on column documents.contract_document.contract_id is 'The contract';
comment on column documents.contract_document.document_id is 'The paper';
`;
