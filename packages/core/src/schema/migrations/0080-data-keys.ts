import type { Migration } from '../../plugin/definition.js';

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";
const PREDICATE = `organization_id = (select ${ORGANIZATION})`;

/**
 * Keys of subjects. `subject_id` is no foreign key: the row outlives the record, so that nothing is
 * sealed anew for somebody who was erased.
 */
export const dataKeys: Migration = {
  name: '0080-data-keys',
  up: `
create table core.data_key (
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id),
  subject_id uuid not null,
  wrapped text,
  created_at timestamptz(6) not null default now(),
  destroyed_at timestamptz(6),
  primary key (organization_id, subject_id),
  constraint data_key_whole_check check ((wrapped is null) = (destroyed_at is not null))
);
alter table core.data_key enable row level security;
alter table core.data_key force row level security;
create policy tenant on core.data_key for all using (${PREDICATE}) with check (${PREDICATE});
grant select, insert on core.data_key to bureau_app;
grant update (wrapped, destroyed_at) on core.data_key to bureau_app;
grant select on core.data_key to bureau_reader, bureau_worker;

create function core.data_key_stays_destroyed() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if old.wrapped is null and new.wrapped is not null then
    raise exception 'A key that was destroyed does not come back.';
  end if;
  return new;
end $$;
create trigger stays_destroyed before update on core.data_key
  for each row execute function core.data_key_stays_destroyed();

comment on table core.data_key is
  'The key that seals what is secret of one subject (a person), wrapped by the organization''s.';
comment on column core.data_key.organization_id is 'Organization that the row belongs to';
comment on column core.data_key.subject_id is 'Whom the values are about; the record may be gone';
comment on column core.data_key.wrapped is 'The key, AES-256-GCM; null: destroyed';
comment on column core.data_key.created_at is 'When it was made';
comment on column core.data_key.destroyed_at is 'When it was destroyed; null: in use';
`,
  down: `
drop table core.data_key;
drop function core.data_key_stays_destroyed();
`,
};
