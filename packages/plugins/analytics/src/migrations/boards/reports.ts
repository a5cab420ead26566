import { ACTOR, ACTOR_COMMENTS, comments, indexes, RECORD, reference, tenant } from './tenant.js';

/** Of a record, or of a plugin. */
const SOURCE = 'check ((dashboard_id is null) <> (dashboard_key is null))';

const reportTable = `
create table analytics.scheduled_report (${RECORD},
  title varchar(120) not null,
  dashboard_id uuid,
  dashboard_key varchar(80),
  owner_id uuid not null,
  cron varchar(100) not null,
  formats text[] not null,
  state text not null default 'ACTIVE',
  reason varchar(300),
  next_run_at timestamptz(6),
  constraint scheduled_report_source_check ${SOURCE},
  constraint scheduled_report_formats_check check (cardinality(formats) > 0
    and formats <@ array['PDF', 'CSV']),
  constraint scheduled_report_state_check check (state in ('ACTIVE', 'PAUSED', 'STOPPED')),
  constraint scheduled_report_reason_check check ((state = 'STOPPED') = (reason is not null)),
  constraint scheduled_report_next_check check (state = 'ACTIVE' or next_run_at is null)
);
${indexes('scheduled_report', ['title', 'state', 'next_run_at', 'created_at'])}
${reference('scheduled_report', 'dashboard_id', 'dashboard')}
${reference('scheduled_report', 'owner_id', 'core.membership')}
${tenant('scheduled_report')}

create table analytics.report_recipient (${RECORD},
  report_id uuid not null,
  user_id uuid not null,
  unique (organization_id, report_id, user_id)
);
${reference('report_recipient', 'report_id', 'scheduled_report')}
${reference('report_recipient', 'user_id', 'core.membership')}
${tenant('report_recipient')}

create table analytics.report_run (${RECORD},
  report_id uuid not null,
  state text not null,
  data_as_of timestamptz(6) not null,
  cards jsonb not null,
  pdf_id uuid,
  csv_id uuid,
  recipients integer not null default 0,
  reason varchar(300),
  constraint report_run_state_check check (state in ('SENT', 'STOPPED')),
  constraint report_run_reason_check check ((state = 'STOPPED') = (reason is not null))
);
${indexes('report_run', ['state', 'data_as_of', 'created_at'])}
${reference('report_run', 'report_id', 'scheduled_report')}
${reference('report_run', 'pdf_id', 'core.file')}
${reference('report_run', 'csv_id', 'core.file')}
${tenant('report_run')}
`;

const linkTable = `
create table analytics.board_link (${RECORD},
  dashboard_id uuid,
  dashboard_key varchar(80),
  recipient varchar(200) not null,
  secret_hash bytea not null,
  expires_at timestamptz(6) not null,
  revoked_at timestamptz(6),
  views integer not null default 0,
  ${ACTOR},
  constraint board_link_source_check ${SOURCE},
  constraint board_link_views_check check (views >= 0)
);
${indexes('board_link', ['recipient', 'expires_at', 'revoked_at', 'created_at'])}
${reference('board_link', 'dashboard_id', 'dashboard')}
${reference('board_link', 'created_by_id', 'core.membership')}
${tenant('board_link')}

create table analytics.board_view (${RECORD},
  link_id uuid not null,
  kind text not null,
  address varchar(60),
  constraint board_view_kind_check check (kind in ('OPENED', 'REFUSED'))
);
${indexes('board_view', ['kind', 'created_at'])}
${reference('board_view', 'link_id', 'board_link')}
${tenant('board_view')}
-- What was done was done.
revoke update, delete on analytics.board_view from bureau_app;
`;

const DASHBOARD = {
  dashboard_id: 'The dashboard',
  dashboard_key: 'Or the dashboard of a plugin, by its key',
};

const told = [
  comments('scheduled_report', 'A dashboard that is mailed by a calendar.', {
    ...DASHBOARD,
    title: 'What it is called; subject of its mails',
    owner_id: 'Whose rights count',
    cron: 'Minute, hour, day, month, day of week; in the zone of the organization',
    formats: 'PDF, CSV',
    state: 'Where it is',
    reason: 'Why it was stopped',
    next_run_at: 'When it is sent next; null: not by itself',
  }),
  comments('report_recipient', 'A user who gets a report by mail.', {
    report_id: 'The report',
    user_id: 'Who gets it',
  }),
  comments('report_run', 'A report as it was made once; it never changes.', {
    report_id: 'The report',
    state: 'What became of it',
    data_as_of: 'Instant of which its figures are',
    cards: 'The queries that made it',
    pdf_id: 'As PDF',
    csv_id: 'As CSV',
    recipients: 'How many it was sent to',
    reason: 'Why it was not made',
  }),
  comments('board_link', 'A token by which somebody outside reads a dashboard.', {
    ...DASHBOARD,
    recipient: 'Who gets it',
    secret_hash: 'SHA-256 of the secret part of the token',
    expires_at: 'From then on it opens nothing',
    revoked_at: 'When it was taken back',
    views: 'How often it was opened',
    ...ACTOR_COMMENTS,
  }),
  comments('board_view', 'Somebody opened a link to a dashboard, or tried to.', {
    link_id: 'The link',
    kind: 'What came of it',
    address: 'Network address of the caller',
  }),
];

/** Scheduled reports, what was made of them, and links to dashboards. */
export const reportTables = [reportTable, linkTable, ...told].join('\n');
