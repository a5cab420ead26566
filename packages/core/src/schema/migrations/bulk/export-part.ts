/** SQL of this migration only; frozen with it. */

const ORGANIZATION = "nullif(current_setting('app.organization_id', true), '')::uuid";
const PREDICATE = `organization_id = (select ${ORGANIZATION})`;

/** Pieces of an export under way: a crash loses the last one at most. */
export const exportPart = `
create table core.export_part (
  organization_id uuid not null default (${ORGANIZATION}) references core.organization (id),
  id uuid not null,
  job_id uuid not null,
  number integer not null check (number >= 0),
  blob_id uuid not null,
  size integer not null check (size > 0),
  primary key (organization_id, id),
  constraint export_part_number_key unique (organization_id, job_id, number),
  foreign key (organization_id, job_id) references core.job (organization_id, id) on delete cascade,
  foreign key (organization_id, blob_id) references core.blob (organization_id, id)
);
create index export_part_blob_id_idx on core.export_part (organization_id, blob_id, id);
alter table core.export_part enable row level security;
alter table core.export_part force row level security;
create policy tenant on core.export_part for all using (${PREDICATE}) with check (${PREDICATE});
create policy worker_select on core.export_part for select to bureau_worker using (true);
create policy worker_delete on core.export_part for delete to bureau_worker using (true);
comment on policy worker_select on core.export_part is
  'bureau:own-policy The worker finds the pieces of exports that have ended';
comment on policy worker_delete on core.export_part is
  'bureau:own-policy The worker removes the pieces of exports that have ended';
grant select, insert, delete on core.export_part to bureau_app;
grant select, delete on core.export_part to bureau_worker;
comment on table core.export_part is 'A piece of an export under way, with the bytes of some pages.';
comment on column core.export_part.organization_id is 'Organization that the row belongs to';
comment on column core.export_part.id is 'Opaque, sortable id';
comment on column core.export_part.job_id is 'The export';
comment on column core.export_part.number is 'Place among the pieces, from 0';
comment on column core.export_part.blob_id is 'Its bytes';
comment on column core.export_part.size is 'Number of bytes';

create policy worker_delete on core.file for delete to bureau_worker
  using (purpose in ('core.export', 'core.importErrors'));
comment on policy worker_delete on core.file is
  'bureau:own-policy The worker removes results of exports and imports when their day is over';
grant delete on core.file to bureau_worker;
`;

export const exportPartDown = `
revoke delete on core.file from bureau_worker;
drop policy worker_delete on core.file;
drop table core.export_part;
`;
