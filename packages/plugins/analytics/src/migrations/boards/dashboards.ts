import { ACTOR, ACTOR_COMMENTS, comments, indexes, RECORD, reference, tenant } from './tenant.js';

const tables = `
create table analytics.dashboard (${RECORD},
  title varchar(120) not null,
  description varchar(1000),
  owner_id uuid not null,
  is_public boolean not null default false,
  revision integer not null default 1,
  cards jsonb not null,
  archived_at timestamptz(6),
  constraint dashboard_revision_check check (revision >= 1),
  constraint dashboard_cards_check check (jsonb_typeof(cards) = 'array')
);
${indexes('dashboard', ['title', 'is_public', 'archived_at', 'created_at'])}
${reference('dashboard', 'owner_id', 'core.membership')}
${tenant('dashboard')}

create table analytics.dashboard_share (${RECORD},
  dashboard_id uuid not null,
  role_id uuid not null,
  can_edit boolean not null default false,
  unique (organization_id, dashboard_id, role_id)
);
${indexes('dashboard_share', ['can_edit'])}
${reference('dashboard_share', 'dashboard_id', 'dashboard')}
${reference('dashboard_share', 'role_id', 'core.role on delete cascade')}
${tenant('dashboard_share')}

create table analytics.dashboard_revision (${RECORD},
  dashboard_id uuid not null,
  number integer not null,
  title varchar(120) not null,
  cards jsonb not null,
  ${ACTOR},
  constraint dashboard_revision_number_check check (number >= 1),
  unique (organization_id, dashboard_id, number)
);
${indexes('dashboard_revision', ['number', 'created_at'])}
${reference('dashboard_revision', 'dashboard_id', 'dashboard')}
${reference('dashboard_revision', 'created_by_id', 'core.membership')}
${tenant('dashboard_revision')}
-- What it said, it said.
revoke update, delete on analytics.dashboard_revision from bureau_app;
`;

const told = [
  comments(
    'dashboard',
    'Figures that belong together, each drawn with the rights of whoever looks.',
    {
      title: 'What it is called',
      description: 'What it is for',
      owner_id: 'Who answers for it',
      is_public: 'Everybody of the organization who may read dashboards sees it',
      revision: 'Number of its latest definition',
      cards: 'Its cards, as they were put in',
      archived_at: 'When it was put away',
    },
  ),
  comments('dashboard_share', 'A role whose holders see a dashboard.', {
    dashboard_id: 'The dashboard',
    role_id: 'The role',
    can_edit: 'Its holders change it too',
  }),
  comments('dashboard_revision', 'A definition that a dashboard had or has; it never changes.', {
    dashboard_id: 'The dashboard',
    number: '1, 2, 3 ... in the dashboard',
    title: 'What it was called',
    cards: 'Its cards',
    ...ACTOR_COMMENTS,
  }),
];

/** Dashboards, with whom they are shared, and what they said before. */
export const dashboardTables = [tables, ...told].join('\n');
