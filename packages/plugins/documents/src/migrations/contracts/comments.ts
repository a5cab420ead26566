/** What tables and columns hold. */
export const comments = `
comment on table documents.contract is
    'What was agreed with somebody: its days, its worth, and who answers for it.';
comment on column documents.contract.organization_id is 'Organization that the row belongs to';
comment on column documents.contract.id is 'Opaque, sortable id';
comment on column documents.contract.version is 'Grows by one with each change';
comment on column documents.contract.created_at is 'When the record was made';
comment on column documents.contract.updated_at is 'When the record was last changed';
comment on column documents.contract.attributes is 'Values of custom fields by their keys';
comment on column documents.contract.number is 'Number of the contract, unique';
comment on column documents.contract.title is 'What it is about, in a few words';
comment on column documents.contract.kind is 'What it is about, as a kind';
comment on column documents.contract.state is 'Where it is in its life';
comment on column documents.contract.value_amount is
    'What it is worth, each time that it is paid (Exact amount in units of the currency)';
comment on column documents.contract.value_currency is
    'What it is worth, each time that it is paid (ISO 4217 code)';
comment on column documents.contract.billing is 'How often the value is paid';
comment on column documents.contract.starts_on is 'First day';
comment on column documents.contract.ends_on is 'Last day; null: until notice is given';
comment on column documents.contract.notice_count is 'Length of the term of notice';
comment on column documents.contract.notice_unit is 'What the term of notice is counted in';
comment on column documents.contract.notice_on is
    'Last day on which a notice is in time for the end';
comment on column documents.contract.renewal_months is
    'Months by which it goes on without a notice; null: it ends';
comment on column documents.contract.renewals is 'How often it went on';
comment on column documents.contract.remind_days is
    'Days before a decision on which people are told';
comment on column documents.contract.remind_on is 'When people are told that a decision is due';
comment on column documents.contract.reminded_for is 'End for which people were told';
comment on column documents.contract.owner_id is 'Who answers for it and is reminded';
comment on column documents.contract.notice_given_on is 'When notice was given';
comment on column documents.contract.end_reason is 'Why it was ended';
comment on column documents.contract.is_end_told is 'Whether its end was announced';
comment on column documents.contract.memo is 'What else is known';
comment on table documents.contract_party is 'One side of a contract.';
comment on column documents.contract_party.organization_id is
    'Organization that the row belongs to';
comment on column documents.contract_party.id is 'Opaque, sortable id';
comment on column documents.contract_party.version is 'Grows by one with each change';
comment on column documents.contract_party.created_at is 'When the record was made';
comment on column documents.contract_party.updated_at is 'When the record was last changed';
comment on column documents.contract_party.contract_id is 'The contract';
comment on column documents.contract_party.party_id is 'Who';
comment on column documents.contract_party.role is 'What the party is in it';
`;
