import type { Migration } from '@bureau/core';

/** What people must have by the position that they hold. */
export const positionNeeds: Migration = {
  name: '0102-position-needs',
  up: `
alter table hr.qualification_requirement add column position_id uuid;
alter table hr.qualification_requirement add constraint qualification_requirement_position_id_fkey
  foreign key (organization_id, position_id) references hr.position (organization_id, id);
create index qualification_requirement_position_id_idx
  on hr.qualification_requirement (organization_id, position_id, id);
alter table hr.qualification_requirement
  drop constraint qualification_requirement_whose_check;
alter table hr.qualification_requirement add constraint qualification_requirement_whose_check
  check ((position_id is null) = (job_title is not null or unit_id is not null));
comment on table hr.qualification_requirement is
  'A skill or a certificate that people must have by position, title or unit, from a day on.';
comment on column hr.qualification_requirement.position_id is
  'The position: its title, in its unit, at its place; null: any';`,
  down: `
alter table hr.qualification_requirement no force row level security;
delete from hr.qualification_requirement where position_id is not null;
alter table hr.qualification_requirement force row level security;
alter table hr.qualification_requirement
  drop constraint qualification_requirement_whose_check;
alter table hr.qualification_requirement drop column position_id;
alter table hr.qualification_requirement add constraint qualification_requirement_whose_check
  check (job_title is not null or unit_id is not null);
comment on table hr.qualification_requirement is
  'A skill or a certificate that people must have by title or unit, from a day on.';`,
};
