import { comments, RECORD, tenant } from './tenant.js';

/**
 * Assets, who answered for them and when, and how they left.
 *
 * Indexes end in the id: without it PostgreSQL stores equal keys once, such an index is smaller
 * than the primary key, and before there are statistics the planner takes it to find a row by id
 * (each check of a foreign key in a first import then reads the whole organization).
 */
export const assets = `
create table assets.asset (${RECORD},
  tag varchar(40) not null,
  serial_number varchar(120),
  model_id uuid not null,
  state text not null default 'ORDERED',
  holder_id uuid,
  site_id uuid,
  cost_amount numeric(20,4),
  cost_currency varchar(3),
  purchased_on date,
  warranty_ends_on date,
  note varchar(1000),
  disposal_id uuid,
  constraint asset_tag_key unique (organization_id, tag),
  constraint asset_model_id_fkey foreign key (organization_id, model_id)
    references assets.asset_model (organization_id, id),
  constraint asset_holder_id_fkey foreign key (organization_id, holder_id)
    references hr.employee (organization_id, id),
  constraint asset_site_id_fkey foreign key (organization_id, site_id)
    references core.site (organization_id, id),
  constraint asset_tag_filled_check check (btrim(tag) <> ''),
  constraint asset_cost_floor_check check (cost_amount >= 0),
  constraint asset_cost_check check ((cost_amount is null) = (cost_currency is null)),
  constraint asset_disposal_check check ((state = 'DISPOSED') = (disposal_id is not null)),
  constraint asset_custodian_check check (holder_id is null or site_id is null),
  constraint asset_state_check check (state in
    ('ORDERED', 'AVAILABLE', 'IN_USE', 'RETURN_PENDING', 'IN_REPAIR', 'LOST', 'DISPOSED'))
);
create index asset_model_id_idx on assets.asset (organization_id, model_id, id);
create index asset_holder_id_idx on assets.asset (organization_id, holder_id, id);
create index asset_site_id_idx on assets.asset (organization_id, site_id, id);
create index asset_state_idx on assets.asset (organization_id, state, id);
create index asset_purchased_on_idx on assets.asset (organization_id, purchased_on, id);
create index asset_warranty_ends_on_idx on assets.asset (organization_id, warranty_ends_on, id);
create index asset_cost_amount_idx on assets.asset (organization_id, cost_amount, id);
create index asset_serial_number_idx on assets.asset (organization_id, serial_number, id);
create index asset_search_idx on assets.asset
  using gin (tag public.gin_trgm_ops, serial_number public.gin_trgm_ops);
${tenant('asset')}

create table assets.custody_period (${RECORD},
  asset_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3),
  employee_id uuid,
  site_id uuid,
  reason text not null,
  previous_ends_at timestamptz(3),
  constraint custody_period_asset_id_ends_at_key unique (organization_id, asset_id, ends_at),
  constraint custody_period_asset_id_previous_ends_at_key
    unique (organization_id, asset_id, previous_ends_at),
  constraint custody_period_asset_id_fkey foreign key (organization_id, asset_id)
    references assets.asset (organization_id, id),
  constraint custody_period_employee_id_fkey foreign key (organization_id, employee_id)
    references hr.employee (organization_id, id),
  constraint custody_period_site_id_fkey foreign key (organization_id, site_id)
    references core.site (organization_id, id),
  constraint custody_period_span_check check (starts_at < ends_at),
  constraint custody_period_link_check check (previous_ends_at = starts_at),
  constraint custody_period_custodian_check check ((employee_id is null) <> (site_id is null)),
  constraint custody_period_reason_check check (reason in
    ('RECEIPT', 'CHECK_OUT', 'CHECK_IN', 'TRANSFER', 'RECOVERY'))
);
create unique index custody_period_first_key on assets.custody_period (organization_id, asset_id)
  where previous_ends_at is null;
create index custody_period_starts_at_idx
  on assets.custody_period (organization_id, starts_at, id);
create index custody_period_employee_id_idx
  on assets.custody_period (organization_id, employee_id, id);
create index custody_period_site_id_idx
  on assets.custody_period (organization_id, site_id, id);
${tenant('custody_period')}

create table assets.disposal (${RECORD},
  asset_id uuid not null,
  disposed_on date not null,
  reason varchar(500) not null,
  proceeds_amount numeric(20,4),
  proceeds_currency varchar(3),
  constraint disposal_asset_id_key unique (organization_id, asset_id),
  constraint disposal_asset_id_fkey foreign key (organization_id, asset_id)
    references assets.asset (organization_id, id),
  constraint disposal_proceeds_floor_check check (proceeds_amount >= 0),
  constraint disposal_proceeds_check
    check ((proceeds_amount is null) = (proceeds_currency is null)),
  constraint disposal_reason_filled_check check (btrim(reason) <> '')
);
create index disposal_disposed_on_idx on assets.disposal (organization_id, disposed_on, id);
create index disposal_proceeds_amount_idx
  on assets.disposal (organization_id, proceeds_amount, id);
alter table assets.asset add constraint asset_disposal_id_fkey
  foreign key (organization_id, disposal_id) references assets.disposal (organization_id, id);
create index asset_disposal_id_idx on assets.asset (organization_id, disposal_id, id);
${tenant('disposal')}
`;

export const assetsComments = [
  comments('asset', 'A single thing that the organization owns and somebody answers for.', {
    tag: 'Inventory tag, unique in the organization',
    serial_number: 'Serial number of the manufacturer',
    model_id: 'What product it is',
    state: 'Where it is in its life',
    holder_id: 'Custodian, when it is an employee',
    site_id: 'Custodian, when it is a site',
    cost_amount: 'What it was bought for (Exact amount in units of the currency)',
    cost_currency: 'What it was bought for (ISO 4217 code)',
    purchased_on: 'Day of the purchase',
    warranty_ends_on: 'Last day of the warranty',
    note: 'Free text',
    disposal_id: 'How it left; null while it has not',
  }),
  comments(
    'custody_period',
    'Who answered for an asset, and when; the periods of an asset have no gaps.',
    {
      asset_id: 'The asset',
      starts_at: 'From this instant on',
      ends_at: 'Until this instant, exclusive; null = still',
      employee_id: 'The custodian, when an employee',
      site_id: 'The custodian, when a site',
      reason: 'Why it began',
      previous_ends_at: 'End of the period before; null for the first one',
    },
  ),
  comments('disposal', 'The end of an asset in the organization: sold, scrapped or written off.', {
    asset_id: 'The asset',
    disposed_on: 'Day on which it left',
    reason: 'Why and how it left',
    proceeds_amount: 'What was received for it (Exact amount in units of the currency)',
    proceeds_currency: 'What was received for it (ISO 4217 code)',
  }),
].join('\n');

export const assetsDown = `
drop table assets.custody_period;
alter table assets.asset drop constraint asset_disposal_id_fkey;
drop table assets.disposal;
drop table assets.asset;
`;
