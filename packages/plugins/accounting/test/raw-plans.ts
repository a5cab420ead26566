import type { TestApp } from '@bureau/testing';
import { RawRows } from './raw-trade.js';

/** Makes at least one row of each record type of plans, in books that have been filled. */
export async function fillRawPlans(app: TestApp): Promise<void> {
  const sql = await app.asRole('bureau_app', app.organizationId);
  const rows = new RawRows(sql);
  await addFixedAsset(rows);
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
}
