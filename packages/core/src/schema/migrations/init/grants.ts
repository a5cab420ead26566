/** What each run-time role may touch; nothing is for PUBLIC. */
export const grants = `
grant usage on schema core to bureau_app, bureau_worker, bureau_reader;

grant select, update on core.organization to bureau_app, bureau_worker;
grant select, insert, update, delete on core.legal_entity, core.org_unit, core.site, core.person
  to bureau_app, bureau_worker;
grant select, insert, update on core.membership, core.api_key, core.session to bureau_app;
grant select on core.membership to bureau_worker;
grant select, insert, update, delete on core.role, core.role_permission, core.role_grant
  to bureau_app;
grant select on core.role, core.role_permission, core.role_grant to bureau_worker;

grant select on core.organization, core.legal_entity, core.org_unit, core.site, core.person,
  core.membership, core.role, core.role_permission, core.role_grant to bureau_reader;

revoke execute on function
  core.credential(bytea), core.permissions_of(uuid, uuid), core.limit_class_of(uuid, uuid),
  core.login_begin(text, text), core.login_succeeded(bytea, uuid, uuid, uuid, bytea),
  core.login_id(text), core.password_of(uuid), core.set_password(uuid, text, uuid)
  from public;
grant execute on function
  core.credential(bytea), core.permissions_of(uuid, uuid),
  core.login_begin(text, text), core.login_succeeded(bytea, uuid, uuid, uuid, bytea),
  core.login_id(text), core.password_of(uuid), core.set_password(uuid, text, uuid)
  to bureau_app;
`;
