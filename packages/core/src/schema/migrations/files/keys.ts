import { seenByWorker, tenant } from './tenant.js';

/**
 * The key of each organization, wrapped by a root key that is not in the database. Organizations
 * that are there already go on with what was derived from the root key: their row has no key yet.
 */
export const organizationKeys = `
create table core.organization_key (
  organization_id uuid primary key
    default (nullif(current_setting('app.organization_id', true), '')::uuid)
    references core.organization (id),
  wrapped text,
  root_key_id varchar(16),
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  constraint organization_key_whole_check check ((wrapped is null) = (root_key_id is null))
);
insert into core.organization_key (organization_id) select id from core.organization;
create index organization_key_root_idx on core.organization_key (root_key_id);
${tenant('organization_key')}
${seenByWorker('organization_key', 'The worker wraps the keys of every organization anew')}
create policy lookup on core.organization_key for select to current_user using (true);
comment on policy lookup on core.organization_key is
  'bureau:own-policy A function of the owner counts which root keys are in use';
grant select, insert on core.organization_key to bureau_app;
grant update (wrapped, root_key_id, updated_at) on core.organization_key to bureau_app;
grant select on core.organization_key to bureau_worker;
grant update (wrapped, root_key_id, updated_at) on core.organization_key to bureau_worker;

comment on table core.organization_key is
  'The key that seals what is secret of an organization, wrapped by a root key.';
comment on column core.organization_key.organization_id is 'Organization whose key it is';
comment on column core.organization_key.wrapped is
  'The key, AES-256-GCM; null: from before keys were kept, filled at its first use';
comment on column core.organization_key.root_key_id is 'Root key that it is wrapped by';
comment on column core.organization_key.created_at is 'When it was made';
comment on column core.organization_key.updated_at is 'When it was wrapped last';

create function core.root_key_use()
returns table (root_key_id text, organizations bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select k.root_key_id::text, count(*) from core.organization_key k
  where k.root_key_id is not null group by 1 order by 1
$$;
comment on function core.root_key_use() is 'Ids of the root keys in use, and by how many keys';
revoke execute on function core.root_key_use() from public;
grant execute on function core.root_key_use() to bureau_app, bureau_worker;
`;

export const organizationKeysDown = `
drop function core.root_key_use();
drop table core.organization_key;
`;
