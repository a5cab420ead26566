import { comments, indexes, RECORD, reference, tenant } from '../library/tenant.js';

const suggestions = `
create table documents.document_suggestion (${RECORD},
  document_id uuid not null,
  kind text not null,
  type_id uuid,
  correspondent_id uuid,
  folder_id uuid,
  tag_id uuid,
  confidence numeric(5,4) not null,
  reason text not null,
  words text[] not null,
  state text not null default 'OPEN',
  decided_by_id uuid,
  decided_at timestamptz(6),
  constraint document_suggestion_key unique nulls not distinct
    (organization_id, document_id, type_id, correspondent_id, folder_id, tag_id),
  constraint document_suggestion_target_check check (
    (kind = 'TYPE') = (type_id is not null)
    and (kind = 'CORRESPONDENT') = (correspondent_id is not null)
    and (kind = 'FOLDER') = (folder_id is not null)
    and (kind = 'TAG') = (tag_id is not null)),
  constraint document_suggestion_kind_check
    check (kind in ('TYPE', 'CORRESPONDENT', 'FOLDER', 'TAG')),
  constraint document_suggestion_reason_check check (
    reason in ('NAME_IN_TITLE', 'NAME_IN_TEXT', 'NAME_OF_SENDER', 'BILL_FACTS', 'ALIKE')),
  constraint document_suggestion_state_check
    check (state in ('OPEN', 'APPLIED', 'ACCEPTED', 'REJECTED')),
  constraint document_suggestion_decided_check
    check ((state in ('ACCEPTED', 'REJECTED')) = (decided_at is not null)),
  constraint document_suggestion_confidence_check check (confidence between 0 and 1)
);
${indexes('document_suggestion', ['kind', 'state', 'confidence', 'decided_at'])}
${reference('document_suggestion', 'document_id', 'document on delete cascade')}
${reference('document_suggestion', 'type_id', 'document_type')}
${reference('document_suggestion', 'correspondent_id', 'correspondent')}
${reference('document_suggestion', 'folder_id', 'folder on delete cascade')}
${reference('document_suggestion', 'tag_id', 'document_tag')}
${reference('document_suggestion', 'decided_by_id', 'core.membership')}
${tenant('document_suggestion')}
`;

// Who has decided does not decide again, and what nobody has said was not decided.
const steps = `
create function documents.document_suggestion_step() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state in ('ACCEPTED', 'REJECTED') and new.state <> old.state then
    raise exception 'A suggestion that is % stays so.', old.state using errcode = '23514',
      constraint = 'document_suggestion_state_check';
  end if;
  return new;
end $$;
create trigger document_suggestion_step before update on documents.document_suggestion
  for each row execute function documents.document_suggestion_step();
`;

const settings = `
create table documents.document_settings (${RECORD},
  trash_days integer not null default 30,
  suggest_from numeric(3,2) not null default 0.5,
  apply_from numeric(3,2) default 0.9,
  constraint document_settings_key unique (organization_id),
  constraint document_settings_trash_days_check check (trash_days between 1 and 3650),
  constraint document_settings_suggest_from_check check (suggest_from between 0 and 1),
  constraint document_settings_apply_from_check check (apply_from between suggest_from and 1)
);
${indexes('document_settings', ['created_at'])}
${tenant('document_settings')}
`;

const told = [
  comments('document_suggestion', 'By what a document may be ordered, as its text suggests it.', {
    document_id: 'The document',
    kind: 'What is suggested',
    type_id: 'The type, of kind TYPE',
    correspondent_id: 'The correspondent, of kind CORRESPONDENT',
    folder_id: 'The folder, of kind FOLDER',
    tag_id: 'The tag, of kind TAG',
    confidence: 'How sure it is, 0 to 1',
    reason: 'Why',
    words: 'Words of the paper that spoke for it, by their stems; three at most',
    state: 'What became of it',
    decided_by_id: 'Who said so',
    decided_at: 'When',
  }),
  comments('document_settings', 'How documents are handled; one record.', {
    trash_days: 'Days for which documents stay in the trash, 1 to 3650',
    suggest_from: 'Confidence from which something is suggested, 0 to 1',
    apply_from: 'Confidence from which a suggestion is taken without asking; null: never',
  }),
];

/** What is suggested, and what an organization has set. */
export const tables = [suggestions, steps, settings, ...told].join('\n');
