import type { TestApp } from '@bureau/testing';
import { RawRows } from './raw-trade.js';

/** Makes at least one row of each record type of plans, in books that have been filled. */
export async function fillRawPlans(app: TestApp): Promise<void> {
  const sql = await app.asRole('bureau_app', app.organizationId);
  const rows = new RawRows(sql);
  await addFixedAsset(rows);
  await addSchedules(rows);
  await addBudget(rows);
  await sql.end();
}

async function addFixedAsset(rows: RawRows): Promise<void> {
  const account = await rows.account('5000');
  const names = ['asset', 'accumulated', 'expense', 'gain', 'loss'];
  const asset_class_id = await rows.add('accounting.fixed_asset_class', {
    ...Object.fromEntries(names.map((name) => [`${name}_account_id`, account])),
    ...{ code: 'X', name: 'X', method: 'STRAIGHT_LINE', months: 12, proration: 'MONTHS' },
    ...{ is_for_inventory: false, inventory_floor: '0', is_active: true },
  });
  const asset_id = await rows.add('accounting.fixed_asset', {
    ...{ number: 'X', name: 'X', asset_class_id, status: 'IN_USE', acquired_on: '2026-01-01' },
    ...{ cost: '12', dimension_value_ids: [] },
  });
  await rows.add('accounting.fixed_asset_use', { asset_id, used_on: '2026-01-01', units: '1' });
  const schedule_id = await rows.add('accounting.depreciation_schedule', {
    ...{ asset_id, book: 'BOOK', method: 'STRAIGHT_LINE', starts_on: '2026-01-01', months: 12 },
    ...{ proration: 'MONTHS', cost: '12', salvage: '0', accumulated: '1', book_value: '11' },
    ...{ taken_until: '2026-01-31', is_ended: false },
  });
  const run_id = await rows.add('accounting.depreciation_run', {
    ...{ book: 'BOOK', period_id: await rows.one('accounting.period') },
    ...{ taken_on: '2026-01-31', total: '1', line_count: 1, is_reversed: false },
  });
  await rows.add('accounting.depreciation_line', {
    ...{ run_id, schedule_id, asset_id, taken_on: '2026-01-31' },
    ...{ amount: '1', accumulated: '1', is_reversed: false },
  });
  await rows.add('accounting.fixed_asset_change', {
    ...{ asset_id, schedule_id, kind: 'ESTIMATE', changed_on: '2026-01-31' },
    ...{ book_value_before: '11', book_value_after: '11' },
  });
}

async function addSchedules(rows: RawRows): Promise<void> {
  const account = await rows.account('5000');
  const deferral_id = await rows.add('accounting.deferral', {
    ...{ name: 'X', kind: 'EXPENSE', starts_on: '2026-01-01', ends_on: '2026-01-31' },
    ...{ amount: '1', base_amount: '1', currency: 'EUR' },
    ...{ spread_by: 'MONTH', balance_account_id: account, result_account_id: account },
    ...{ recognized: '0', is_ended: false, dimension_value_ids: [] },
  });
  const month = { number: 1, due_on: '2026-01-31', amount: '1', base_amount: '1' };
  await rows.add('accounting.deferral_line', { deferral_id, ...month, is_recognized: false });
  const template_id = await rows.add('accounting.recurring_template', {
    ...{ name: 'X', journal_id: await rows.one('accounting.journal'), rule: 'FREQ=MONTHLY' },
    ...{ starts_on: '2026-01-01', next_on: '2026-02-01', is_active: true, is_automatic: false },
    currency: 'EUR',
  });
  const line = { number: 1, account_id: account, amount: '1', dimension_value_ids: [] };
  await rows.add('accounting.recurring_line', { template_id, ...line });
  const loan_id = await rows.add('accounting.loan', {
    ...{ name: 'X', direction: 'TAKEN', principal: '1', open_principal: '1', yearly_percent: '1' },
    ...{ currency: 'EUR', open_base_amount: '1' },
    ...{ paid_out_on: '2026-01-01', first_payment_on: '2026-02-01', every_months: 1 },
    ...{ payment_count: 1, kind: 'LINEAR', day_count: 'PERIODS', loan_account_id: account },
    ...{ interest_account_id: account, payment_account_id: account },
  });
  const payment = { payment: '1', interest: '0', principal: '1', balance: '0', is_posted: false };
  const place = { loan_id, number: 1, due_on: '2026-02-01' };
  await rows.add('accounting.loan_payment', { ...place, ...payment });
}

async function addBudget(rows: RawRows): Promise<void> {
  const fiscal_year_id = await rows.one('accounting.fiscal_year');
  const budget = { name: 'X', fiscal_year_id, status: 'DRAFT' };
  const budget_id = await rows.add('accounting.budget', budget);
  const period_id = await rows.one('accounting.period');
  const account_id = await rows.account('5000');
  await rows.add('accounting.budget_line', { budget_id, account_id, period_id, amount: '1' });
}
