import { columnComments, comments, RECORD, tenant } from './tenant.js';

/** How and from where somebody signed in; what a key may and which one it follows. */
export const credentialColumns = `
alter table core.session
  add column factor text not null default 'PASSWORD'
    constraint session_factor_check
    check (factor in ('PASSWORD', 'TOTP', 'RECOVERY_CODE', 'OIDC')),
  add column authenticated_at timestamptz(3) not null default now(),
  add column device varchar(300),
  add column address varchar(45);
${columnComments('session', {
  factor: 'How its owner last proved who they are',
  authenticated_at: 'When its owner last proved who they are',
  device: 'Browser or program that signed in, as it calls itself',
  address: 'Network address that signed in',
})}

alter table core.api_key
  add column has_step_up boolean not null default false,
  add column replaces_id uuid,
  add constraint api_key_replaces_fkey foreign key (organization_id, replaces_id)
    references core.api_key (organization_id, id);
create index api_key_replaces_idx on core.api_key (organization_id, replaces_id, id);
-- Keys that are there keep what they could do.
alter table core.api_key no force row level security;
update core.api_key set has_step_up = true;
alter table core.api_key force row level security;
${columnComments('api_key', {
  has_step_up: 'May run operations that ask people to prove anew who they are',
  replaces_id: 'The key that it follows; both live until the older one expires',
})}
`;

/** A second factor of a user and its recovery codes. */
export const secondFactor = `
create table core.second_factor (${RECORD},
  user_id uuid not null,
  secret text not null,
  confirmed_at timestamptz(6),
  last_used_at timestamptz(6),
  last_step integer,
  constraint second_factor_user_key unique (organization_id, user_id),
  foreign key (organization_id, user_id) references core.membership (organization_id, id)
);
${tenant('second_factor')}
grant select, insert, update, delete on core.second_factor to bureau_app;
${comments('second_factor', 'An authenticator app of a user: one-time codes by time (RFC 6238).', {
  user_id: 'Whose it is',
  secret: 'Shared secret, sealed',
  confirmed_at: 'When its first code was given; until then it is not asked for',
  last_used_at: 'When a code of it was last accepted',
  last_step: 'Time step of the last accepted code; no code counts twice',
})}

create table core.recovery_code (${RECORD},
  second_factor_id uuid not null,
  code_hash varchar(43) not null,
  used_at timestamptz(6),
  constraint recovery_code_hash_key unique (organization_id, second_factor_id, code_hash),
  foreign key (organization_id, second_factor_id)
    references core.second_factor (organization_id, id) on delete cascade
);
${tenant('recovery_code')}
grant select, insert, update, delete on core.recovery_code to bureau_app;
${comments('recovery_code', 'A code that replaces the authenticator app once.', {
  second_factor_id: 'What it stands in for',
  code_hash: 'Keyed hash of the code',
  used_at: 'When it was used up',
})}
`;

/** Takes all of it back. */
export const tablesDown = `
drop table core.recovery_code, core.second_factor;
alter table core.api_key drop column replaces_id, drop column has_step_up;
alter table core.session drop column address, drop column device,
  drop column authenticated_at, drop column factor;
`;
