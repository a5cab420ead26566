import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.status_label (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  class text not null,
  constraint status_label_code_key unique (organization_id, code),
  constraint status_label_code_filled_check check (btrim(code) <> ''),
  constraint status_label_name_filled_check check (btrim(name) <> ''),
  constraint status_label_class_check check (class in ('DEPLOYABLE', 'PENDING', 'UNDEPLOYABLE',
    'ARCHIVED'))
);
create index status_label_name_idx on assets.status_label (organization_id, name, id);
create index status_label_class_idx on assets.status_label (organization_id, class, id);
${tenant('status_label')}

`;

const told = [
  comments(
    'status_label',
    'A status in words of the organization, with what it means for handing out.',
    {
      code: 'Short code, unique in the organization',
      name: 'Name for people',
      class: 'What may be done with assets of it; stays as it is',
    },
  ),
].join('\n');

/** Statuses in words of organizations. Frozen. */
export const statusTables = tables + told;
