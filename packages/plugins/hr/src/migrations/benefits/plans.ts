import { comments, RECORD, reference, tenant } from '../tenant.js';

const tables = `
create table hr.benefit_plan (${RECORD},
  code varchar(40) not null,
  name varchar(120) not null,
  kind text not null,
  wait_months integer not null default 0,
  employment_kinds text[] not null default '{}',
  legal_entity_id uuid,
  unit_id uuid,
  new_hire_days integer not null default 30,
  life_event_days integer not null default 30,
  is_active boolean not null default true,
  constraint benefit_plan_code_key unique (organization_id, code),
  constraint benefit_plan_kind_check check (kind in ('HEALTH', 'DENTAL', 'LIFE', 'DISABILITY',
    'PENSION', 'MOBILITY', 'OTHER')),
  constraint benefit_plan_days_check check (wait_months between 0 and 120
    and new_hire_days between 1 and 366 and life_event_days between 1 and 366)
);
create index benefit_plan_name_idx on hr.benefit_plan (organization_id, name, id);
create index benefit_plan_kind_idx on hr.benefit_plan (organization_id, kind, id);
create index benefit_plan_is_active_idx on hr.benefit_plan (organization_id, is_active, id);
${reference('benefit_plan', 'legal_entity_id', 'core.legal_entity')}
${reference('benefit_plan', 'unit_id', 'core.org_unit')}
${tenant('benefit_plan')}

create table hr.benefit_level (${RECORD},
  plan_id uuid not null,
  code varchar(40) not null,
  name varchar(120) not null,
  most_dependants integer not null default 0,
  constraint benefit_level_plan_id_code_key unique (organization_id, plan_id, code),
  constraint benefit_level_most_dependants_check check (most_dependants between 0 and 20)
);
create index benefit_level_code_idx on hr.benefit_level (organization_id, code, id);
create index benefit_level_most_dependants_idx on hr.benefit_level (organization_id,
  most_dependants, id);
${reference('benefit_level', 'plan_id', 'benefit_plan')}
${tenant('benefit_level')}

create table hr.benefit_rate (${RECORD},
  level_id uuid not null,
  valid_from date not null,
  valid_to date,
  price_amount numeric(20,4) not null,
  price_currency varchar(3) not null,
  employer_amount numeric(20,4),
  employer_percent numeric(7,4),
  constraint benefit_rate_span_check check (valid_to is null or valid_from < valid_to),
  constraint benefit_rate_price_check check (price_amount >= 0),
  constraint benefit_rate_share_check check (
    (employer_amount is null) <> (employer_percent is null)
    and employer_amount between 0 and price_amount and employer_percent between 0 and 100),
  constraint benefit_rate_no_overlap exclude using gist (organization_id with =, level_id with =,
    daterange(valid_from, valid_to) with &&) deferrable initially deferred
);
create index benefit_rate_valid_from_idx on hr.benefit_rate (organization_id, valid_from, id);
create index benefit_rate_valid_to_idx on hr.benefit_rate (organization_id, valid_to, id);
${reference('benefit_rate', 'level_id', 'benefit_level')}
${tenant('benefit_rate')}

create table hr.benefit_window (${RECORD},
  name varchar(120) not null,
  opens_on date not null,
  closes_on date not null,
  starts_on date not null,
  constraint benefit_window_days_check check (opens_on <= closes_on and closes_on <= starts_on)
);
create index benefit_window_opens_on_idx on hr.benefit_window (organization_id, opens_on, id);
create index benefit_window_closes_on_idx on hr.benefit_window (organization_id, closes_on, id);
create index benefit_window_starts_on_idx on hr.benefit_window (organization_id, starts_on, id);
${tenant('benefit_window')}
`;

const told = [
  comments('benefit_plan', 'A benefit that employees may choose, and to whom it is open.', {
    code: 'Short code, unique in the organization',
    name: 'Name for people',
    kind: 'What it is for',
    wait_months: 'Months of service before it is open, 0 to 120',
    employment_kinds: 'Terms of employment to which it is open; empty: all',
    legal_entity_id: 'Only for people of a company',
    unit_id: 'Only for people of a unit and below it',
    new_hire_days: 'Days in which newcomers choose, from the first day on which it is open to them',
    life_event_days: 'Days after an event in life in which people may choose anew',
    is_active: 'May be chosen',
  }),
  comments('benefit_level', 'A level of cover within a plan, such as employee and family.', {
    plan_id: 'The plan',
    code: 'Short code, unique in the plan',
    name: 'Name for people',
    most_dependants: 'How many dependants it covers, 0 to 20',
  }),
  comments(
    'benefit_rate',
    'What a level of cover costs a month, and who pays it, from one day until another.',
    {
      level_id: 'The level of cover',
      valid_from: 'First day on which this holds',
      valid_to: 'First day on which this no longer holds; null = open',
      price_amount: 'Whole price of a month (Exact amount in units of the currency)',
      price_currency: 'Whole price of a month (ISO 4217 code)',
      employer_amount: 'What the employer pays of it, in the same currency',
      employer_percent: 'What the employer pays of it in percent, 0 to 100',
    },
  ),
  comments(
    'benefit_window',
    'Days in which everybody may choose benefits, and the day from which it holds.',
    {
      name: 'Name for people, such as Benefits 2027',
      opens_on: 'First day',
      closes_on: 'Last day',
      starts_on: 'Day from which what is chosen holds',
    },
  ),
];

/** What may be chosen, and when. */
export const plans = [tables, ...told].join('\n');
