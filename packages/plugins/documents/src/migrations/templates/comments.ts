/** What tables and columns hold. */
export const comments = `
comment on table documents.document_template is 'Of what documents are made that are alike.';
comment on column documents.document_template.organization_id is
    'Organization that the row belongs to';
comment on column documents.document_template.id is 'Opaque, sortable id';
comment on column documents.document_template.version is 'Grows by one with each change';
comment on column documents.document_template.created_at is 'When the record was made';
comment on column documents.document_template.updated_at is 'When the record was last changed';
comment on column documents.document_template.code is 'Short code, unique';
comment on column documents.document_template.name is
    'Name for people; the title of its documents begins so';
comment on column documents.document_template.kind is 'What it is for';
comment on column documents.document_template.locale is
    'Language of its words, days and amounts (BCP 47)';
comment on column documents.document_template.document_type_id is
    'Type of the documents that are made of it';
comment on column documents.document_template.is_automatic is
    'Filled by itself when somebody takes an asset; one hand-over form may be';
comment on column documents.document_template.is_active is 'Whether documents are made of it';
comment on table documents.document_template_version is
    'The words of a template from one version until the next.';
comment on column documents.document_template_version.organization_id is
    'Organization that the row belongs to';
comment on column documents.document_template_version.id is 'Opaque, sortable id';
comment on column documents.document_template_version.version is 'Grows by one with each change';
comment on column documents.document_template_version.created_at is 'When the record was made';
comment on column documents.document_template_version.updated_at is
    'When the record was last changed';
comment on column documents.document_template_version.template_id is 'The template';
comment on column documents.document_template_version.number is
    'Counts up from 1 within the template';
comment on column documents.document_template_version.state is 'Where it is';
comment on column documents.document_template_version.body is
    'Its text: Liquid, and marks for headings, lists and tables';
comment on column documents.document_template_version.query is
    'GraphQL query of what it names, with the record as $id; null: values alone';
comment on column documents.document_template_version.published_at is 'When it was published';
`;
