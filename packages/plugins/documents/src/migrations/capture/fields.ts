import {
  ACTOR,
  ACTOR_COMMENTS,
  comments,
  indexes,
  RECORD,
  reference,
  tenant,
} from '../library/tenant.js';

const NAMES = `('DOCUMENT_NUMBER', 'DOCUMENT_DATE', 'DUE_DATE', 'TOTAL', 'NET', 'TAX', 'CURRENCY',
      'SUPPLIER', 'IBAN', 'VAT_ID', 'ORDER_NUMBER')`;

const tables = `
create table documents.extracted_field (${RECORD},
  document_id uuid not null,
  name text not null,
  value varchar(300) not null,
  confidence numeric(5,4) not null,
  state text not null default 'FOUND',
  found_value varchar(300),
  page integer,
  decided_by_id uuid,
  decided_at timestamptz(6),
  constraint extracted_field_key unique (organization_id, document_id, name),
  constraint extracted_field_name_check check (name in ${NAMES}),
  constraint extracted_field_state_check check (state in ('FOUND', 'CONFIRMED', 'CORRECTED')),
  constraint extracted_field_confidence_check check (confidence between 0 and 1)
);
${indexes('extracted_field', ['name', 'value', 'state'])}
${reference('extracted_field', 'document_id', 'document on delete cascade')}
${reference('extracted_field', 'decided_by_id', 'core.membership')}
${tenant('extracted_field')}

create table documents.extraction_rule (${RECORD},
  correspondent_id uuid not null,
  field text not null,
  anchor varchar(60) not null,
  value varchar(300),
  ${ACTOR},
  constraint extraction_rule_key unique (organization_id, correspondent_id, field, anchor),
  constraint extraction_rule_field_check check (field in ${NAMES}),
  constraint extraction_rule_value_check check ((anchor = '') = (value is not null))
);
${indexes('extraction_rule', ['field'])}
${reference('extraction_rule', 'correspondent_id', 'correspondent on delete cascade')}
${reference('extraction_rule', 'created_by_id', 'core.membership')}
${tenant('extraction_rule')}
`;

const told = [
  comments('extracted_field', 'A fact that was read off a paper, or given in its place.', {
    document_id: 'The document',
    name: 'What it is; one of each for a document',
    value: 'Days as YYYY-MM-DD, amounts with a point, numbers of firms without spaces',
    confidence: 'How sure it is, 0 to 1',
    state: 'Who stands for it',
    found_value: 'What was read, where somebody has corrected it; null: nothing was',
    page: 'Page on which it stands, from 1; null: on none',
    decided_by_id: 'Who confirmed or corrected it',
    decided_at: 'When',
  }),
  comments('extraction_rule', 'What was learned of the papers of a correspondent.', {
    correspondent_id: 'Whose papers it is about',
    field: 'What it finds',
    anchor: 'Words before the value; empty: the value is always the same',
    value: 'The value that is always the same',
    ...ACTOR_COMMENTS,
  }),
];

/** What stands on papers, and what was learned about reading them. */
export const fields = [tables, ...told].join('\n');
