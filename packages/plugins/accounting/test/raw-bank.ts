import type { TestApp } from '@bureau/testing';
import { RawRows } from './raw-trade.js';

/** Makes at least one row of each record type of the bank, in books that have been filled. */
export async function fillRawBank(app: TestApp): Promise<void> {
  const sql = await app.asRole('bureau_app', app.organizationId);
  const rows = new RawRows(sql);
  await rows.add('accounting.exchange_rate', {
    ...{ from_currency: 'USD', to_currency: 'EUR', valid_on: '2026-01-01', rate: '0.9' },
  });
  await sql.end();
}
