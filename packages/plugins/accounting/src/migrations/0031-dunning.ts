import type { Migration } from '@bureau/core';
import { comments, RECORD, reference, tenant } from './trade/tenant.js';

const up = `
create table accounting.dunning_policy (${RECORD},
  name varchar(120) not null,
  is_active boolean not null default true,
  constraint dunning_policy_name_key unique (organization_id, name),
  constraint dunning_policy_name_filled_check check (btrim(name) <> '')
);
create index dunning_policy_is_active_idx on accounting.dunning_policy (organization_id,
  is_active, id);
${tenant('dunning_policy')}

create table accounting.dunning_level (${RECORD},
  policy_id uuid not null,
  number integer not null,
  after_days integer not null,
  gap_days integer not null,
  fee numeric(20,4) not null default 0,
  text varchar(2000) not null,
  constraint dunning_level_policy_id_number_key unique (organization_id, policy_id, number),
  constraint dunning_level_days_check check (after_days between 1 and 3650 and
    gap_days between 0 and 3650 and fee >= 0)
);
create index dunning_level_number_idx on accounting.dunning_level (organization_id, number, id);
${reference('dunning_level', 'policy_id', 'dunning_policy on delete cascade')}
${tenant('dunning_level')}

create table accounting.dunning_run (${RECORD},
  policy_id uuid not null,
  run_on date not null,
  notice_count integer not null
);
create index dunning_run_run_on_idx on accounting.dunning_run (organization_id, run_on, id);
${reference('dunning_run', 'policy_id', 'dunning_policy')}
${tenant('dunning_run')}

create table accounting.dunning_notice (${RECORD},
  run_id uuid not null,
  open_item_id uuid not null,
  party_id uuid not null,
  level integer not null,
  noticed_on date not null,
  currency varchar(3) not null,
  open_amount numeric(20,4) not null,
  fee numeric(20,4) not null,
  text varchar(2000) not null,
  constraint dunning_notice_open_item_id_level_key unique (organization_id, open_item_id, level),
  constraint dunning_notice_level_check check (level > 0 and open_amount > 0)
);
create index dunning_notice_noticed_on_idx on accounting.dunning_notice (organization_id,
  noticed_on, id);
create index dunning_notice_level_idx on accounting.dunning_notice (organization_id, level, id);
${reference('dunning_notice', 'run_id', 'dunning_run')}
${reference('dunning_notice', 'party_id', 'core.party')}
alter table accounting.dunning_notice add constraint dunning_notice_open_item_id_fkey
  foreign key (organization_id, open_item_id) references accounting.open_item
  (organization_id, id);
${tenant('dunning_notice')}
`;

const told = [
  comments('dunning_policy', 'How customers are reminded of what is overdue.', {
    name: 'Name for people, unique',
    is_active: 'Whether new runs may use it',
  }),
  comments('dunning_level', 'One step of reminding.', {
    policy_id: 'The policy',
    number: 'Level, from 1',
    after_days: 'Days after the due day from which it is written',
    gap_days: 'Days that passed since the notice before',
    fee: 'Told in the notice, in the currency of the item; posted by an invoice',
    text: 'What is written',
  }),
  comments('dunning_run', 'All notices of a day.', {
    policy_id: 'The policy',
    run_on: 'The day',
    notice_count: 'How many notices it wrote',
  }),
  comments('dunning_notice', 'A reminder of one item; one of each level.', {
    run_id: 'The run',
    open_item_id: 'The item',
    party_id: 'Who is reminded',
    level: 'Level of the reminder',
    noticed_on: 'The day',
    currency: 'Currency of the amounts (ISO 4217)',
    open_amount: 'What was open',
    fee: 'Fee of the level',
    text: 'What is written',
  }),
];

/** Reminders of what is overdue. Frozen. */
export const dunning: Migration = {
  name: '0031-dunning',
  up: [up, ...told].join('\n'),
  down: `
drop table accounting.dunning_notice;
drop table accounting.dunning_run;
drop table accounting.dunning_level;
drop table accounting.dunning_policy;
`,
};
