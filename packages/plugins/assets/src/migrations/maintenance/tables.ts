import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.maintenance_plan (${RECORD},
  asset_id uuid not null,
  name varchar(200) not null,
  every_days integer,
  every_units numeric(16,3),
  lead_days integer not null default 14,
  due_on date,
  due_at numeric(16,3),
  is_active boolean not null default true,
  constraint maintenance_plan_name_filled_check check (btrim(name) <> ''),
  constraint maintenance_plan_rule_check check (every_days is not null or every_units is not
    null),
  constraint maintenance_plan_days_range_check check (every_days between 1 and 7300),
  constraint maintenance_plan_units_floor_check check (every_units > 0),
  constraint maintenance_plan_lead_range_check check (lead_days between 0 and 365)
);
create index maintenance_plan_due_on_idx on assets.maintenance_plan (organization_id, due_on, id);
create index maintenance_plan_name_idx on assets.maintenance_plan (organization_id, name, id);
create index maintenance_plan_asset_id_idx on assets.maintenance_plan (organization_id, asset_id,
  id);
create index maintenance_plan_is_active_idx on assets.maintenance_plan (organization_id,
  is_active, id);
${tenant('maintenance_plan')}

create table assets.counter_reading (${RECORD},
  asset_id uuid not null,
  read_on date not null,
  reading numeric(16,3) not null,
  constraint counter_reading_asset_id_read_on_key unique (organization_id, asset_id, read_on),
  constraint counter_reading_floor_check check (reading >= 0)
);
create index counter_reading_read_on_idx on assets.counter_reading (organization_id, read_on, id);
${tenant('counter_reading')}

create table assets.work_order (${RECORD},
  asset_id uuid not null,
  plan_id uuid,
  title varchar(200) not null,
  state text not null default 'OPEN',
  due_on date,
  done_on date,
  cost_amount numeric(20,4),
  cost_currency varchar(3),
  note varchar(1000),
  constraint work_order_title_filled_check check (btrim(title) <> ''),
  constraint work_order_done_check check ((state = 'DONE') = (done_on is not null)),
  constraint work_order_cost_floor_check check (cost_amount >= 0),
  constraint work_order_state_check check (state in ('OPEN', 'IN_PROGRESS', 'DONE', 'CANCELLED')),
  constraint work_order_cost_whole_check check ((cost_amount is null) = (cost_currency is null))
);
create unique index work_order_plan_open_key on assets.work_order (organization_id, plan_id) where
  plan_id is not null and state in ('OPEN', 'IN_PROGRESS');
create index work_order_due_on_idx on assets.work_order (organization_id, due_on, id);
create index work_order_done_on_idx on assets.work_order (organization_id, done_on, id);
create index work_order_created_at_idx on assets.work_order (organization_id, created_at, id);
create index work_order_asset_id_idx on assets.work_order (organization_id, asset_id, id);
create index work_order_plan_id_idx on assets.work_order (organization_id, plan_id, id);
create index work_order_state_idx on assets.work_order (organization_id, state, id);
create index work_order_cost_amount_idx on assets.work_order (organization_id, cost_amount, id);
${tenant('work_order')}

alter table assets.maintenance_plan add constraint maintenance_plan_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.counter_reading add constraint counter_reading_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.work_order add constraint work_order_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.work_order add constraint work_order_plan_id_fkey foreign key (organization_id,
  plan_id) references assets.maintenance_plan (organization_id, id);
`;

const told = [
  comments(
    'maintenance_plan',
    'Work that comes again on an asset, after so many days, so much use, or both.',
    {
      asset_id: 'The asset',
      name: 'What is to be done',
      every_days: 'So many days after it was done',
      every_units: 'So many units of its counter after it was done',
      lead_days: 'Days before the due day at which it is ordered',
      due_on: 'By which day it is due',
      due_at: 'At which counter it is due, whichever comes first',
      is_active: 'Whether it orders work',
    },
  ),
  comments('counter_reading', 'What the counter of an asset showed: hours, kilometres, pages.', {
    asset_id: 'The asset',
    read_on: 'On which day; one reading a day',
    reading: 'What it showed; never less than before',
  }),
  comments('work_order', 'A piece of work on an asset, planned or not.', {
    asset_id: 'The asset',
    plan_id: 'The plan; null: not planned',
    title: 'What is to be done',
    state: 'Where it is',
    due_on: 'By which day',
    done_on: 'On which day it was done',
    cost_amount: 'What it cost (Exact amount in units of the currency)',
    cost_currency: 'What it cost (ISO 4217 code)',
    note: 'What was done or seen',
  }),
].join('\n');

/** Plans, counters and work orders. Frozen. */
export const maintenanceTables = tables + told;
