import { comments, indexes, RECORD, reference, tenant } from './tenant.js';

const GRAIN = `check (grain in ('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'))`;

const tables = `
create table analytics.kpi (${RECORD},
  name varchar(120) not null,
  description varchar(1000),
  owner_id uuid not null,
  query jsonb not null,
  grain text not null,
  counts_current boolean not null default false,
  direction text not null,
  target numeric(24,6) not null,
  warning numeric(24,6),
  archived_at timestamptz(6),
  constraint kpi_grain_check ${GRAIN},
  constraint kpi_direction_check check (direction in ('HIGHER', 'LOWER')),
  constraint kpi_warning_check check (case direction
    when 'HIGHER' then warning < target else warning > target end)
);
${indexes('kpi', ['name', 'grain', 'direction', 'archived_at', 'created_at'])}
${reference('kpi', 'owner_id', 'core.membership')}
${tenant('kpi')}

create table analytics.alert (${RECORD},
  name varchar(120) not null,
  owner_id uuid not null,
  query jsonb not null,
  grain text not null,
  counts_current boolean not null default false,
  kind text not null,
  threshold numeric(24,6),
  clear_at numeric(24,6),
  sensitivity numeric(6,2) not null default 3.5,
  state text not null default 'QUIET',
  reason varchar(300),
  checked_at timestamptz(6),
  archived_at timestamptz(6),
  constraint alert_grain_check ${GRAIN},
  constraint alert_kind_check check (kind in ('ABOVE', 'BELOW', 'UNUSUAL')),
  constraint alert_threshold_check check ((kind = 'UNUSUAL') = (threshold is null)),
  constraint alert_clear_check check (case kind
    when 'ABOVE' then clear_at <= threshold
    when 'BELOW' then clear_at >= threshold
    else clear_at is null end),
  constraint alert_sensitivity_check check (sensitivity between 1 and 20),
  constraint alert_state_check check (state in ('QUIET', 'RAISED', 'STOPPED')),
  constraint alert_reason_check check ((state = 'STOPPED') = (reason is not null))
);
${indexes('alert', ['name', 'kind', 'state', 'archived_at', 'created_at'])}
${reference('alert', 'owner_id', 'core.membership')}
${tenant('alert')}

create table analytics.alert_event (${RECORD},
  alert_id uuid not null,
  raised_at timestamptz(6) not null,
  cleared_at timestamptz(6),
  period_from date not null,
  value numeric(24,6) not null,
  expected numeric(24,6),
  score numeric(24,6),
  constraint alert_event_cleared_check check (cleared_at >= raised_at)
);
${indexes('alert_event', ['raised_at', 'cleared_at'])}
${reference('alert_event', 'alert_id', 'alert')}
${tenant('alert_event')}
-- One event at a time.
create unique index alert_event_open_key on analytics.alert_event (organization_id, alert_id)
  where cleared_at is null;
`;

const told = [
  comments('kpi', 'A figure that somebody answers for, and where it shall be.', {
    name: 'What it is called',
    description: 'Why it counts',
    owner_id: 'Who answers for it',
    query: 'The figure: one measure',
    grain: 'How long its periods are',
    counts_current: 'The period that is not over yet counts; else the last whole one',
    direction: 'Which way is better',
    target: 'Where it shall be',
    warning: 'From here to the target it is a warning; null: there are no warnings',
    archived_at: 'When it was put away',
  }),
  comments('alert', 'A figure that is watched with the rights of its owner.', {
    name: 'What it is called',
    owner_id: 'Who is told; whose rights count',
    query: 'The figure: one measure',
    grain: 'How long its periods are',
    counts_current: 'The period that is not over yet counts; else the last whole one',
    kind: 'What it watches for',
    threshold: 'Bound of ABOVE and BELOW',
    clear_at: 'Where it is over; null: at the threshold',
    sensitivity: 'How many usual spreads are unusual',
    state: 'Where it is',
    reason: 'Why it was stopped',
    checked_at: 'When it was looked at last',
    archived_at: 'When it was put away',
  }),
  comments('alert_event', 'Something that an alert told of, from its beginning to its end.', {
    alert_id: 'The alert',
    raised_at: 'When it was told',
    cleared_at: 'When it was over; null: it goes on',
    period_from: 'First day of the period',
    value: 'The figure',
    expected: 'What was usual, or the threshold',
    score: 'How many usual spreads it was away',
  }),
];

/** Figures with targets, and figures that are watched. */
export const watchedTables = [tables, ...told].join('\n');
