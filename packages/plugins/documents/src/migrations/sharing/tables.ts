import {
  ACTOR,
  ACTOR_COMMENTS,
  comments,
  indexes,
  RECORD,
  reference,
  tenant,
} from '../library/tenant.js';

const tables = `
create table documents.share_link (${RECORD},
  document_id uuid not null,
  document_version_id uuid not null,
  recipient varchar(200) not null,
  secret_hash bytea not null,
  password_hash text,
  expires_at timestamptz(6) not null,
  max_opens integer,
  opens integer not null default 0,
  is_watermarked boolean not null default true,
  failures integer not null default 0,
  locked_until timestamptz(6),
  revoked_at timestamptz(6),
  ${ACTOR},
  constraint share_link_opens_check check (max_opens between 1 and 1000
    and opens between 0 and coalesce(max_opens, 2147483647)),
  constraint share_link_failures_check check (failures >= 0)
);
${indexes('share_link', ['expires_at', 'revoked_at', 'created_at'])}
${reference('share_link', 'document_id', 'document')}
${reference('share_link', 'document_version_id', 'document_version')}
${reference('share_link', 'created_by_id', 'core.membership')}
${tenant('share_link')}

create table documents.document_use (${RECORD},
  document_id uuid not null,
  document_version_id uuid,
  kind text not null,
  share_link_id uuid,
  address varchar(60),
  ${ACTOR},
  constraint document_use_kind_check check (kind in ('DOWNLOADED', 'LINK_OPENED',
    'LINK_REFUSED'))
);
${indexes('document_use', ['kind', 'created_at'])}
${reference('document_use', 'document_id', 'document')}
${reference('document_use', 'document_version_id', 'document_version')}
${reference('document_use', 'share_link_id', 'share_link')}
${reference('document_use', 'created_by_id', 'core.membership')}
${tenant('document_use')}
-- What was done was done.
revoke update, delete on documents.document_use from bureau_app;
`;

const told = [
  comments('share_link', 'An address by which somebody outside gets one version of a document.', {
    document_id: 'The document',
    document_version_id: 'The version that is shared',
    recipient: 'Who gets it; stands in the watermark',
    secret_hash: 'SHA-256 of the secret part of the address',
    password_hash: 'Hash of the password; null: none is asked for',
    expires_at: 'From then on it opens nothing',
    max_opens: 'How often it may be opened; null: until it expires',
    opens: 'How often it was opened',
    is_watermarked: 'The recipient stands on every page of what is fetched',
    failures: 'Wrong passwords since it was opened last',
    locked_until: 'Until then it opens nothing, because of wrong passwords',
    revoked_at: 'When it was taken back',
    ...ACTOR_COMMENTS,
  }),
  comments('document_use', 'Somebody fetched a document, or tried to: a log that only grows.', {
    document_id: 'The document',
    document_version_id: 'The version',
    kind: 'What was done',
    share_link_id: 'By which link; null: by somebody of the organization',
    address: 'Network address of the caller',
    ...ACTOR_COMMENTS,
  }),
];

/** Links for people outside, and who fetched what. */
export const sharingTables = [tables, ...told].join('\n');
