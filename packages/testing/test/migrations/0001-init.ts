import type { Migration } from '@bureau/core';

const organization = `organization_id =
    (select nullif(current_setting('app.organization_id', true), '')::uuid)`;

/** As the table generator writes it. */
export const kitInit: Migration = {
  name: '0001-init',
  up: `
create table kit.box (
  organization_id uuid not null
    default (nullif(current_setting('app.organization_id', true), '')::uuid),
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz(6) not null default now(),
  updated_at timestamptz(6) not null default now(),
  label varchar(40) not null,
  color text not null default 'RED',
  note varchar(200),
  constraint box_pkey primary key (organization_id, id),
  constraint box_label_key unique (organization_id, label),
  constraint box_color_check check ("color" in ('RED', 'BLUE'))
);
alter table kit.box add constraint box_organization_id_fkey
  foreign key (organization_id) references core.organization (id);
create index box_color_idx on kit.box (organization_id, color);
alter table kit.box enable row level security;
alter table kit.box force row level security;
create policy organization on kit.box for all using (${organization}) with check (${organization});
grant select, insert, update, delete on kit.box to bureau_app;
grant select on kit.box to bureau_reader;
comment on table kit.box is 'A box with a label.';
comment on column kit.box.organization_id is 'Organization that the row belongs to';
comment on column kit.box.id is 'Opaque, sortable id';
comment on column kit.box.version is 'Grows by one with each change';
comment on column kit.box.created_at is 'When the record was made';
comment on column kit.box.updated_at is 'When the record was last changed';
comment on column kit.box.label is 'What stands on it';
comment on column kit.box.color is 'Color of the outside';
comment on column kit.box.note is 'What only some may read';
`,
  down: 'drop table kit.box;',
};
