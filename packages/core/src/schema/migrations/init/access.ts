import { foundByOwner, RECORD, tenant } from './tenant.js';

/** People, users, roles and credentials. */
export const access = `
create table core.person (${RECORD},
  given_name varchar(120) not null check (btrim(given_name) <> ''),
  family_name varchar(120) not null check (btrim(family_name) <> ''),
  preferred_name varchar(120) check (btrim(preferred_name) <> ''),
  display_name varchar(241) not null
    generated always as (coalesce(preferred_name, given_name) || ' ' || family_name) stored,
  email varchar(254) check (email = lower(email)),
  phone varchar(40),
  birth_date date
);
create index person_family_name_idx on core.person (organization_id, family_name, id);
create index person_given_name_idx on core.person (organization_id, given_name, id);
create index person_display_name_idx on core.person (organization_id, display_name, id);
create index person_email_idx on core.person (organization_id, email, id);
create index person_display_name_trgm on core.person using gin (display_name public.gin_trgm_ops);
create index person_email_trgm on core.person using gin (email public.gin_trgm_ops);
${tenant('person')}

create table core.login (
  id uuid primary key default gen_random_uuid(),
  email varchar(254) not null unique check (email = lower(email) and email ~ '^[^@]+@[^@]+$'),
  created_at timestamptz(6) not null default now()
);

create table core.membership (${RECORD},
  kind text not null default 'HUMAN' check (kind in ('HUMAN', 'SERVICE')),
  email varchar(254) check (email = lower(email)),
  display_name varchar(200) not null check (btrim(display_name) <> ''),
  is_active boolean not null default true,
  person_id uuid,
  login_id uuid references core.login (id),
  constraint membership_email_key unique (organization_id, email),
  constraint membership_login_key unique (organization_id, login_id),
  constraint membership_person_fkey foreign key (organization_id, person_id)
    references core.person (organization_id, id),
  constraint membership_human_check
    check (kind = 'SERVICE' or (email is not null and login_id is not null))
);
create index membership_name_idx on core.membership (organization_id, display_name, id);
create index membership_kind_idx on core.membership (organization_id, kind, id);
create index membership_active_idx on core.membership (organization_id, is_active, id);
create index membership_person_idx on core.membership (organization_id, person_id, id);
create index membership_login_idx on core.membership (login_id);
create index membership_name_trgm on core.membership using gin (display_name public.gin_trgm_ops);
create index membership_email_trgm on core.membership using gin (email public.gin_trgm_ops);
${tenant('membership')}
${foundByOwner('membership')}

create table core.login_password (
  organization_id uuid not null references core.organization (id),
  membership_id uuid not null,
  password_hash text not null check (password_hash like '$argon2id$%'),
  updated_at timestamptz(6) not null default now(),
  primary key (organization_id, membership_id),
  constraint login_password_membership_fkey foreign key (organization_id, membership_id)
    references core.membership (organization_id, id) on delete cascade
);
${tenant('login_password')}

create table core.login_attempt (
  key bytea primary key,
  failed_count integer not null,
  locked_until timestamptz(6),
  updated_at timestamptz(6) not null
);
create index login_attempt_updated_idx on core.login_attempt (updated_at);

create table core.role (${RECORD},
  key varchar(60) not null check (key ~ '^[a-z][A-Za-z0-9-]*$'),
  name varchar(120) not null check (btrim(name) <> ''),
  description varchar(500) not null default '',
  limit_class text not null default 'INTERACTIVE'
    check (limit_class in ('INTERACTIVE', 'INTEGRATION', 'BULK', 'BENCHMARK')),
  is_default boolean not null default false,
  constraint role_key_key unique (organization_id, key)
);
create index role_name_idx on core.role (organization_id, name, id);
create index role_name_trgm on core.role using gin (name public.gin_trgm_ops);
${tenant('role')}
${foundByOwner('role')}

create table core.role_permission (${RECORD},
  role_id uuid not null,
  permission varchar(120) not null check (btrim(permission) <> ''),
  conditions text[] check (cardinality(conditions) > 0),
  constraint role_permission_key unique (organization_id, role_id, permission),
  constraint role_permission_role_fkey foreign key (organization_id, role_id)
    references core.role (organization_id, id) on delete cascade,
  constraint role_permission_all_check check (permission <> '*' or conditions is null)
);
create index role_permission_permission_idx
  on core.role_permission (organization_id, permission, id);
${tenant('role_permission')}
${foundByOwner('role_permission')}

create table core.role_default (
  organization_id uuid not null references core.organization (id),
  role_key varchar(60) not null,
  permission varchar(120) not null,
  primary key (organization_id, role_key, permission)
);
${tenant('role_default')}

create table core.role_grant (${RECORD},
  user_id uuid not null,
  role_id uuid not null,
  constraint role_grant_key unique (organization_id, user_id, role_id),
  constraint role_grant_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id),
  constraint role_grant_role_fkey foreign key (organization_id, role_id)
    references core.role (organization_id, id)
);
create index role_grant_role_idx on core.role_grant (organization_id, role_id, id);
${tenant('role_grant')}
${foundByOwner('role_grant')}

create table core.api_key (${RECORD},
  name varchar(120) not null check (btrim(name) <> ''),
  prefix varchar(24) not null,
  key_hash bytea not null unique check (octet_length(key_hash) = 32),
  user_id uuid not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  expires_at timestamptz(6) not null,
  last_used_at timestamptz(6),
  revoked_at timestamptz(6),
  constraint api_key_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id)
);
create index api_key_user_idx on core.api_key (organization_id, user_id, id);
create index api_key_name_idx on core.api_key (organization_id, name, id);
create index api_key_expires_idx on core.api_key (organization_id, expires_at, id);
create index api_key_last_used_idx on core.api_key (organization_id, last_used_at, id);
create index api_key_revoked_idx on core.api_key (organization_id, revoked_at, id);
${tenant('api_key')}
${foundByOwner('api_key')}

create table core.session (${RECORD},
  user_id uuid not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  last_seen_at timestamptz(6) not null,
  expires_at timestamptz(6) not null,
  revoked_at timestamptz(6),
  constraint session_user_fkey foreign key (organization_id, user_id)
    references core.membership (organization_id, id)
);
create index session_user_idx on core.session (organization_id, user_id, id);
create index session_last_seen_idx on core.session (organization_id, last_seen_at, id);
create index session_expires_idx on core.session (organization_id, expires_at, id);
create index session_revoked_idx on core.session (organization_id, revoked_at, id);
${tenant('session')}
${foundByOwner('session')}
`;

/** Takes all of it back. */
export const accessDown = `
drop table core.session, core.api_key, core.role_grant, core.role_default, core.role_permission,
  core.role, core.login_attempt, core.login_password, core.membership, core.login, core.person;
`;
