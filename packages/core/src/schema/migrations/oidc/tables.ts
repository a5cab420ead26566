import { comments, RECORD, tenant } from './tenant.js';

/** Identity providers, who users are there, and how a provider is found before anybody is known. */
export const oidcTables = `
create table core.oidc_provider (${RECORD},
  key varchar(60) not null check (key ~ '^[a-z][a-z0-9-]*$'),
  name varchar(120) not null check (btrim(name) <> ''),
  issuer varchar(500) not null,
  client_id varchar(255) not null,
  client_secret text not null,
  allowed_domains text[] not null,
  role_id uuid,
  is_active boolean not null default true,
  constraint oidc_provider_key_key unique (organization_id, key),
  foreign key (organization_id, role_id) references core.role (organization_id, id)
);
create index oidc_provider_role_idx on core.oidc_provider (organization_id, role_id, id);
${tenant('oidc_provider')}
grant select, insert, update, delete on core.oidc_provider to bureau_app;
${comments('oidc_provider', 'An identity provider by which people of the organization sign in.', {
  key: 'Name in addresses',
  name: 'Name on the sign-in button',
  issuer: 'Issuer; never changed, for subjects belong to it',
  client_id: 'What it calls this platform',
  client_secret: 'Secret of the client, sealed',
  allowed_domains: 'Domains of verified e-mail addresses by which people are taken in',
  role_id: 'Role of people who are new here; null: only users who are there sign in',
  is_active: 'False: nobody signs in by it',
})}

create table core.oidc_identity (${RECORD},
  provider_id uuid not null,
  user_id uuid not null,
  subject varchar(255) not null,
  constraint oidc_identity_subject_key unique (organization_id, provider_id, subject),
  foreign key (organization_id, provider_id)
    references core.oidc_provider (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references core.membership (organization_id, id)
);
create index oidc_identity_user_idx on core.oidc_identity (organization_id, user_id, id);
${tenant('oidc_identity')}
grant select, insert, update, delete on core.oidc_identity to bureau_app;
${comments('oidc_identity', 'Who a user is at an identity provider.', {
  provider_id: 'The provider',
  user_id: 'The user',
  subject: 'Subject at the issuer (claim sub)',
})}

create function core.oidc_provider_find(p_slug text, p_key text)
returns table (organization_id uuid, id uuid)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  organization uuid;
  before text := coalesce(current_setting('app.organization_id', true), '');
begin
  select o.id into organization from core.organization o where o.slug = p_slug;
  perform set_config('app.organization_id', coalesce(organization::text, ''), true);
  return query select p.organization_id, p.id from core.oidc_provider p
    where p.organization_id = organization and p.key = p_key;
  perform set_config('app.organization_id', before, true);
end $$;
comment on function core.oidc_provider_find(text, text) is
  'The identity provider behind an address, before anybody is known';
revoke execute on function core.oidc_provider_find(text, text) from public;
grant execute on function core.oidc_provider_find(text, text) to bureau_app;
`;

/** Takes all of it back. */
export const oidcDown = `
drop function core.oidc_provider_find(text, text);
drop table core.oidc_identity, core.oidc_provider;
`;
