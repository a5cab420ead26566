import { comments, indexes, RECORD, reference, tenant } from './tenant.js';

const tables = `
create table analytics.data_set (${RECORD},
  key varchar(40) not null,
  title varchar(120) not null,
  description varchar(1000),
  owner_id uuid not null,
  is_public boolean not null default false,
  columns jsonb not null,
  loads integer not null default 0,
  loaded_at timestamptz(6),
  constraint data_set_key_key unique (organization_id, key),
  constraint data_set_key_check check (key ~ '^[a-z][A-Za-z0-9]{0,39}$'),
  constraint data_set_columns_check check (jsonb_typeof(columns) = 'array'),
  constraint data_set_loads_check check (loads >= 0)
);
${indexes('data_set', ['title', 'is_public', 'loaded_at', 'created_at'])}
${reference('data_set', 'owner_id', 'core.membership')}
${tenant('data_set')}

create table analytics.data_set_share (${RECORD},
  data_set_id uuid not null,
  role_id uuid not null,
  unique (organization_id, data_set_id, role_id)
);
${reference('data_set_share', 'data_set_id', 'data_set on delete cascade')}
${reference('data_set_share', 'role_id', 'core.role on delete cascade')}
${tenant('data_set_share')}

create table analytics.data_row (${RECORD},
  data_set_id uuid not null,
  job_id uuid not null,
  day date,
  row_key varchar(500),
  cells jsonb not null,
  refs jsonb not null default '{}',
  constraint data_row_row_key_key unique (organization_id, data_set_id, row_key),
  constraint data_row_cells_check check (jsonb_typeof(cells) = 'object'),
  constraint data_row_refs_check check (jsonb_typeof(refs) = 'object')
);
${reference('data_row', 'data_set_id', 'data_set on delete cascade')}
create index data_row_job_id_idx on analytics.data_row (organization_id, data_set_id, job_id, id);
create index data_row_day_idx on analytics.data_row (organization_id, data_set_id, day, id);
${tenant('data_row')}
-- Rows are replaced and deleted, never changed.
revoke update on analytics.data_row from bureau_app;
`;

const told = [
  comments(
    'data_set',
    'Figures from outside that stand beside those of the platform: targets, prices, counts.',
    {
      key: 'Its name in measures: dataSet.<key>.<column>',
      title: 'What it is called',
      description: 'Where it comes from',
      owner_id: 'Who answers for it',
      is_public: 'Everybody of the organization who may read data sets sees it',
      columns: 'Its columns',
      loads: 'How often rows were loaded',
      loaded_at: 'When rows were loaded last',
    },
  ),
  comments('data_set_share', 'A role whose holders see a data set.', {
    data_set_id: 'The data set',
    role_id: 'The role',
  }),
  comments('data_row', 'A row of a data set; it comes and goes with files.', {
    data_set_id: 'The data set',
    job_id: 'The job that loaded it',
    day: 'Day of the row, by the column that is the time',
    row_key: 'By what rows are told apart',
    cells: 'Texts, numbers and days by column',
    refs: 'Uuids of the records that columns name',
  }),
];

/** Data sets, who sees them, and their rows. */
export const dataSetTables = [tables, ...told].join('\n');
