import { ACTOR, comments, RECORD, seenByWorker, tenant } from './tenant.js';

const ACTOR_COMMENTS = {
  created_by_id: 'Who asked for it',
  actor_kind: 'user, apiKey or system',
  actor_id: 'Membership or API key that called',
};

/** Slots for files; the worker takes back those whose time is over. */
export const upload = `
create table core.upload (${RECORD},
  purpose text not null check (purpose in ('IMPORT')),
  state text not null default 'REQUESTED' check (state in ('REQUESTED', 'STORED', 'EXPIRED')),
  file_name varchar(255) not null,
  content_type varchar(100) not null,
  size integer not null check (size > 0),
  sha256 varchar(64),
  expires_at timestamptz(6) not null,
  token_hash bytea unique check (octet_length(token_hash) = 32),
  removed_at timestamptz(6),
  ${ACTOR}
);
create index upload_expires_at_idx on core.upload (organization_id, expires_at, id);
create index upload_state_idx on core.upload (organization_id, state);
create index upload_created_by_id_idx on core.upload (organization_id, created_by_id);
create index upload_sweep_idx on core.upload (expires_at)
  where state <> 'EXPIRED' or removed_at is null;
${tenant('upload')}
${seenByWorker('upload', 'The worker takes back uploads of every organization')}
create policy lookup on core.upload for select to current_user using (true);
comment on policy lookup on core.upload is
  'bureau:own-policy A function of the owner finds a slot before the organization is known';
grant select, insert, update on core.upload to bureau_app;
grant select on core.upload to bureau_worker;
grant update (state, token_hash, removed_at, version, updated_at) on core.upload to bureau_worker;
${comments('upload', 'A file on its way in: a slot with an address for one use, then its bytes.', {
  purpose: 'What it is for',
  state: 'Whether the bytes are there',
  file_name: 'Name as given by the caller; nothing but data',
  content_type: 'Content type as given by the caller',
  size: 'Announced number of bytes; exactly as many are taken',
  sha256: 'SHA-256 of the bytes, hexadecimal',
  expires_at: 'Until then the address takes bytes',
  token_hash: 'SHA-256 of the address; null when used',
  removed_at: 'When its bytes were removed',
  ...ACTOR_COMMENTS,
})}`;

/** Long work; the worker claims it, whatever organization it is of. */
export const job = `
create table core.job (${RECORD},
  kind varchar(120) not null,
  state text not null default 'QUEUED'
    check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  started_at timestamptz(6),
  finished_at timestamptz(6),
  attempts integer not null default 0,
  input jsonb not null,
  cursor jsonb,
  outcome jsonb,
  step varchar(60),
  done integer not null default 0,
  failed integer not null default 0,
  total integer,
  error_code varchar(120),
  error_message text,
  run_after timestamptz(6) not null default now(),
  lease_owner uuid,
  lease_until timestamptz(6),
  ${ACTOR},
  constraint job_lease_check check ((state = 'RUNNING') = (lease_owner is not null)
    and (lease_owner is null) = (lease_until is null)),
  constraint job_end_check check
    ((state in ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (finished_at is not null))
);
create index job_started_at_idx on core.job (organization_id, started_at, id);
create index job_finished_at_idx on core.job (organization_id, finished_at, id);
create index job_kind_idx on core.job (organization_id, kind, id);
create index job_state_idx on core.job (organization_id, state);
create index job_created_by_id_idx on core.job (organization_id, created_by_id);
create index job_waiting_idx on core.job (created_at, id) where state in ('QUEUED', 'RUNNING');
${tenant('job')}
${seenByWorker('job', 'The worker claims the jobs of every organization')}
grant select, insert, update on core.job to bureau_app;
grant select, update on core.job to bureau_worker;
${comments('job', 'Work that takes longer than a request, done step by step in the background.', {
  kind: 'What is done, such as employeeImport',
  state: 'Where it is in its life',
  started_at: 'When work on it began',
  finished_at: 'When it ended, one way or the other',
  attempts: 'Tries since it last got on',
  input: 'What was asked for',
  cursor: 'Where it goes on after a break',
  outcome: 'What came of it',
  step: 'What it is at',
  done: 'Items done',
  failed: 'Items that could not be done',
  total: 'All items, once they are counted',
  error_code: 'Why it failed',
  error_message: 'The same in words',
  run_after: 'Not to be tried before',
  lease_owner: 'Runner that works on it',
  lease_until: 'Then another runner may take it over',
  ...ACTOR_COMMENTS,
})}`;

/** Written once, never changed; gone with the job. */
export const importFault = `
create table core.import_fault (${RECORD},
  job_id uuid not null,
  line integer not null check (line > 0),
  "column" varchar(120),
  code varchar(120) not null,
  message varchar(1000) not null,
  foreign key (organization_id, job_id) references core.job (organization_id, id) on delete cascade
);
create index import_fault_job_id_idx on core.import_fault (organization_id, job_id, line, id);
create index import_fault_line_idx on core.import_fault (organization_id, line, id);
create index import_fault_code_idx on core.import_fault (organization_id, code, id);
create index import_fault_column_idx on core.import_fault (organization_id, "column");
${tenant('import_fault')}
grant select, insert on core.import_fault to bureau_app;
${comments('import_fault', 'One thing that is wrong with one row of an imported file.', {
  job_id: 'The import',
  line: 'Line of the file on which the row begins; the header is line 1',
  column: 'Column at fault, or header as it stands',
  code: 'Stable code, PLUGIN_REASON',
  message: 'What is wrong, in plain words',
})}`;

/** Takes all of it back. */
export const jobsDown = `
drop table core.import_fault, core.job, core.upload;
`;
