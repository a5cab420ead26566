/** Foreign keys, indexes, row-level security and rights. */
export const keys = `
alter table documents.contract add constraint contract_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.contract add constraint contract_owner_id_fkey
  foreign key (organization_id, owner_id) references core.membership (organization_id, id);
alter table documents.contract_party add constraint contract_party_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
alter table documents.contract_party add constraint contract_party_contract_id_fkey
  foreign key (organization_id, contract_id) references documents.contract (organization_id, id);
alter table documents.contract_party add constraint contract_party_party_id_fkey
  foreign key (organization_id, party_id) references core.party (organization_id, id);
create index contract_title_idx on documents.contract (organization_id, title, id);
create index contract_starts_on_idx on documents.contract (organization_id, starts_on, id);
create index contract_ends_on_idx on documents.contract (organization_id, ends_on, id);
create index contract_notice_on_idx on documents.contract (organization_id, notice_on, id);
create index contract_created_at_idx on documents.contract (organization_id, created_at, id);
create index contract_owner_id_idx on documents.contract (organization_id, owner_id, id);
create index contract_kind_idx on documents.contract (organization_id, kind, id);
create index contract_state_idx on documents.contract (organization_id, state, id);
create index contract_remind_on_idx on documents.contract (organization_id, remind_on, id);
create index contract_search_idx on documents.contract using gin (number public.gin_trgm_ops,
    title public.gin_trgm_ops);
create index contract_attributes_idx on documents.contract using gin (attributes jsonb_path_ops);
create index contract_party_created_at_idx on documents.contract_party (organization_id,
    created_at, id);
create index contract_party_party_id_idx on documents.contract_party (organization_id, party_id,
    id);
create index contract_party_role_idx on documents.contract_party (organization_id, role, id);
alter table documents.contract enable row level security;
alter table documents.contract force row level security;
create policy organization on documents.contract for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.contract to bureau_app;
grant select on documents.contract to bureau_reader;
alter table documents.contract_party enable row level security;
alter table documents.contract_party force row level security;
create policy organization on documents.contract_party for all
  using (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid))
  with check (organization_id = (select nullif(current_setting('app.organization_id', true),
    '')::uuid));
grant select, insert, update, delete on documents.contract_party to bureau_app;
grant select on documents.contract_party to bureau_reader;
`;
