import type { Migration } from '@bureau/core';

/** Values of the custom fields of employees. */
export const attributes: Migration = {
  name: '0016-attributes',
  up: `
alter table hr.employee add column attributes jsonb not null default '{}';
create index employee_attributes_idx on hr.employee using gin (attributes jsonb_path_ops);
comment on column hr.employee.attributes is 'Values of custom fields by their keys';`,
  down: `
alter table hr.employee drop column attributes;`,
};
