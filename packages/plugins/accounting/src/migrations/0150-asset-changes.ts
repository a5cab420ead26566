import type { Migration } from '@bureau/core';
import { comments, RECORD, reference, tenant } from './asset-changes/tenant.js';

const change = `
create table accounting.fixed_asset_change (${RECORD},
  asset_id uuid not null,
  schedule_id uuid not null,
  kind text not null,
  changed_on date not null,
  book_value_before numeric(20,4) not null,
  book_value_after numeric(20,4) not null,
  cost_change numeric(20,4) not null default '0',
  accumulated_change numeric(20,4) not null default '0',
  surplus_change numeric(20,4) not null default '0',
  result numeric(20,4) not null default '0',
  proceeds numeric(20,4),
  entry_id uuid,
  memo varchar(500),
  constraint fixed_asset_change_kind_check check ("kind" in
    ('ESTIMATE', 'REVALUATION', 'IMPAIRMENT', 'IMPAIRMENT_REVERSAL', 'PART_DISPOSAL')),
  constraint fixed_asset_change_sum_check
    check (book_value_after - book_value_before = cost_change - accumulated_change)
);
${reference('fixed_asset_change', 'asset_id', 'fixed_asset')}
${reference('fixed_asset_change', 'schedule_id', 'depreciation_schedule')}
${reference('fixed_asset_change', 'entry_id', 'entry')}
create index fixed_asset_change_changed_on_idx
  on accounting.fixed_asset_change (organization_id, changed_on, id);
create index fixed_asset_change_kind_idx
  on accounting.fixed_asset_change (organization_id, kind, id);
${tenant('fixed_asset_change')}
${comments(
  'fixed_asset_change',
  'What changed an asset beside its depreciation: estimates, worth, a part that left.',
  {
    asset_id: 'The asset',
    schedule_id: 'Its schedule that changed',
    kind: 'What changed',
    changed_on: 'Until the end of which day the old values hold',
    book_value_before: 'What was left on it, depreciation of the day taken',
    book_value_after: 'What is left on it then',
    cost_change: 'By how much the cost grew; below zero: it fell',
    accumulated_change: 'By how much what is written off grew; below zero: it fell',
    surplus_change: 'What went into the surplus in equity; below zero: out of it',
    result: 'Gain in the result; a loss is below zero',
    proceeds: 'What was received for the part that left',
    entry_id: 'Its entry; null: it posts none',
    memo: 'Why',
  },
)}`;

/** Estimates that change, revaluation, impairment and disposal in part of fixed assets. Frozen. */
export const assetChanges: Migration = {
  name: '0150-asset-changes',
  up: `
alter table accounting.fixed_asset_class add column surplus_account_id uuid,
  add column impairment_account_id uuid;
${reference('fixed_asset_class', 'surplus_account_id', 'account')}
${reference('fixed_asset_class', 'impairment_account_id', 'account')}
comment on column accounting.fixed_asset_class.surplus_account_id is
  'Takes the surplus of revaluations, in equity; null: none are made';
comment on column accounting.fixed_asset_class.impairment_account_id is
  'Takes losses of worth and what is made good of them; null: none are posted';

alter table accounting.fixed_asset add column surplus numeric(20,4) not null default '0',
  add column worth_loss numeric(20,4) not null default '0',
  add constraint fixed_asset_surplus_check check (surplus >= 0),
  add constraint fixed_asset_worth_loss_check check (worth_loss >= 0);
comment on column accounting.fixed_asset.surplus is
  'Surplus of its revaluations that stands in equity';
comment on column accounting.fixed_asset.worth_loss is
  'Losses of its worth in the result that were not made good';

alter table accounting.depreciation_schedule add column rest_on date,
  add column rest_months integer, add column rest_until date,
  add column rest_accumulated numeric(20,4) not null default '0',
  add column rest_units numeric(20,8) not null default '0',
  add column rest_worth numeric(20,4),
  add constraint depreciation_schedule_rest_months_range_check
    check (rest_months between 1 and 1200),
  add constraint depreciation_schedule_rest_check
    check ((rest_on is null) = (rest_months is null));
comment on column accounting.depreciation_schedule.rest_on is
  'First day of the plan for the rest of its life; null: the first plan holds';
comment on column accounting.depreciation_schedule.rest_months is 'Months of that rest';
comment on column accounting.depreciation_schedule.rest_until is
  'First day after the life, where days count; null: after these months';
comment on column accounting.depreciation_schedule.rest_accumulated is
  'What was written off when the rest began';
comment on column accounting.depreciation_schedule.rest_units is 'Units that were used by then';
comment on column accounting.depreciation_schedule.rest_worth is
  'What would have been left then without impairment; null: the same as was';
${change}`,
  down: `
drop table accounting.fixed_asset_change;
alter table accounting.depreciation_schedule drop column rest_on, drop column rest_months,
  drop column rest_until, drop column rest_accumulated, drop column rest_units,
  drop column rest_worth;
alter table accounting.fixed_asset drop column surplus, drop column worth_loss;
alter table accounting.fixed_asset_class drop column surplus_account_id,
  drop column impairment_account_id;
`,
};
