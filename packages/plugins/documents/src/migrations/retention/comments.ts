/** What tables and columns hold. */
export const comments = `
comment on table documents.disposal_record is
    'What was disposed of, when, by whom and under which policies; kept for ever.';
comment on column documents.disposal_record.organization_id is
    'Organization that the row belongs to';
comment on column documents.disposal_record.id is 'Opaque, sortable id';
comment on column documents.disposal_record.version is 'Grows by one with each change';
comment on column documents.disposal_record.created_at is 'When the record was made';
comment on column documents.disposal_record.updated_at is 'When the record was last changed';
comment on column documents.disposal_record.document_id is 'The document';
comment on column documents.disposal_record.kind is 'How it goes';
comment on column documents.disposal_record.state is 'Where it is';
comment on column documents.disposal_record.title is 'Title of the document as it was';
comment on column documents.disposal_record.document_type_code is 'Code of its type as it was';
comment on column documents.disposal_record.policy_codes is
    'Codes of the policies whose terms were over';
comment on column documents.disposal_record.free_on is
    'First day on which no term kept it; null: there was none';
comment on column documents.disposal_record.hashes is
    'SHA-256 of each version, the first one first';
comment on column documents.disposal_record.reason is 'Why it was proposed, or rejected';
comment on column documents.disposal_record.proposed_by_id is
    'Who proposed it; null: the calendar';
comment on column documents.disposal_record.confirmed_by_id is 'Who agreed first';
comment on column documents.disposal_record.decided_by_id is 'Who agreed last, or refused';
comment on column documents.disposal_record.decided_at is 'When it was done, or refused';
comment on table documents.legal_hold is
    'A case because of which documents must stay as they are.';
comment on column documents.legal_hold.organization_id is 'Organization that the row belongs to';
comment on column documents.legal_hold.id is 'Opaque, sortable id';
comment on column documents.legal_hold.version is 'Grows by one with each change';
comment on column documents.legal_hold.created_at is 'When the record was made';
comment on column documents.legal_hold.updated_at is 'When the record was last changed';
comment on column documents.legal_hold.name is 'The case';
comment on column documents.legal_hold.reason is 'Why documents must stay';
comment on column documents.legal_hold.state is 'Whether it binds';
comment on column documents.legal_hold.released_at is 'When it was released';
comment on column documents.legal_hold.released_by_id is 'Who released it';
comment on column documents.legal_hold.release_reason is 'Why it was released';
comment on column documents.legal_hold.created_by_id is 'Who asked for it';
comment on column documents.legal_hold.actor_kind is 'user, apiKey or system';
comment on column documents.legal_hold.actor_id is 'Membership or API key that called';
comment on table documents.legal_hold_document is 'A document of a case.';
comment on column documents.legal_hold_document.organization_id is
    'Organization that the row belongs to';
comment on column documents.legal_hold_document.id is 'Opaque, sortable id';
comment on column documents.legal_hold_document.version is 'Grows by one with each change';
comment on column documents.legal_hold_document.created_at is 'When the record was made';
comment on column documents.legal_hold_document.updated_at is 'When the record was last changed';
comment on column documents.legal_hold_document.hold_id is 'The case';
comment on column documents.legal_hold_document.document_id is 'The document';
comment on table documents.retention_fact is
    'Something that happened from which a term of a document runs.';
comment on column documents.retention_fact.organization_id is
    'Organization that the row belongs to';
comment on column documents.retention_fact.id is 'Opaque, sortable id';
comment on column documents.retention_fact.version is 'Grows by one with each change';
comment on column documents.retention_fact.created_at is 'When the record was made';
comment on column documents.retention_fact.updated_at is 'When the record was last changed';
comment on column documents.retention_fact.document_id is 'The document';
comment on column documents.retention_fact.event is 'What happened';
comment on column documents.retention_fact.occurred_on is 'When';
comment on column documents.retention_fact.source is
    'Who knows: given, or the record it came from';
comment on column documents.retention_fact.reason is 'Why it was recorded by hand';
comment on table documents.retention_policy is
    'How long documents of a type are kept, and from what on.';
comment on column documents.retention_policy.organization_id is
    'Organization that the row belongs to';
comment on column documents.retention_policy.id is 'Opaque, sortable id';
comment on column documents.retention_policy.version is 'Grows by one with each change';
comment on column documents.retention_policy.created_at is 'When the record was made';
comment on column documents.retention_policy.updated_at is 'When the record was last changed';
comment on column documents.retention_policy.code is 'Short code, unique';
comment on column documents.retention_policy.name is 'Name for people';
comment on column documents.retention_policy.document_type_id is
    'Documents of this type; null: every document';
comment on column documents.retention_policy.event is 'From what on the term runs';
comment on column documents.retention_policy.term_count is 'Length of the term';
comment on column documents.retention_policy.term_unit is 'What the term is counted in';
comment on column documents.retention_policy.is_from_year_end is
    'Whether the term begins with the year after the event';
comment on column documents.retention_policy.legal_basis is 'The law or rule that asks for it';
comment on column documents.retention_policy.is_active is 'Whether it keeps documents';
`;
