import { uuidv7 } from '@bureau/core';
import type { TestApp } from '@bureau/testing';
import { RawRows } from './raw-trade.js';

/** Makes at least one row of each record type of the bank, in books that have been filled. */
export async function fillRawBank(app: TestApp): Promise<void> {
  const sql = await app.asRole('bureau_app', app.organizationId);
  const rows = new RawRows(sql);
  await rows.add('accounting.exchange_rate', {
    ...{ from_currency: 'USD', to_currency: 'EUR', valid_on: '2026-01-01', rate: '0.9' },
  });
  const currency = 'EUR';
  const bank_account_id = await rows.add('accounting.bank_account', {
    ...{ name: 'Bank', ledger_account_id: await rows.account('1000'), currency },
    ...{ opening_balance: '0', is_active: true },
  });
  const file = { name: 'a', media_type: 'text/plain', size: 1, sha256: 'a'.repeat(64) };
  const actor = { actor_kind: 'system', actor_id: uuidv7() };
  const kept = { purpose: 'accounting.bankFile', state: 'STORED', blob_id: await blob(rows) };
  const file_id = await rows.add('core.file', { ...file, ...kept, ...actor });
  const statement_id = await rows.add('accounting.bank_statement', {
    ...{ bank_account_id, file_id },
    ...{ job_id: uuidv7(), place: 1, format: 'OFX', line_count: 1, new_line_count: 1, moved: '5' },
  });
  await rows.add('accounting.bank_line', {
    ...{ bank_account_id, statement_id, place: 1, fingerprint: 'f', booked_on: '2026-03-01' },
    ...{ amount: '5', currency, text: 'five', status: 'OPEN' },
  });
  const match_id = await rows.add('accounting.bank_match', { bank_account_id });
  const { rows: lines } = await sql.query<{ id: string }>('select id from accounting.line limit 1');
  await rows.add('accounting.bank_match_item', { match_id, line_id: lines[0]?.id });
  await rows.add('accounting.bank_reconciliation', {
    ...{ bank_account_id, closed_on: '2026-01-31', statement_balance: '0', book_balance: '0' },
    in_transit: '0',
  });
  await rows.add('accounting.exchange_settings', {});
  await addRest(rows);
  await addOrder(rows, { bank_account_id, file_id });
  await sql.end();
}

async function blob({ sql }: RawRows): Promise<string> {
  const id = uuidv7();
  await sql.query('insert into core.blob (id, data_key) values ($1, $2)', [id, 'key']);
  return id;
}

async function addRest(rows: RawRows): Promise<void> {
  const account_id = await rows.account('4000');
  const rule = { position: 1, name: 'Interest', text_contains: 'interest', account_id };
  await rows.add('accounting.bank_rule', { ...rule, is_automatic: false, is_active: true });
  const revaluation_id = await rows.add('accounting.revaluation', {
    ...{ revalued_on: '2026-01-31', reverses_on: '2026-02-01', gain: '1', loss: '0' },
  });
  const found = await rows.sql.query<{ id: string }>('select id from accounting.entry limit 1');
  await rows.add('accounting.revaluation_line', {
    ...{ revaluation_id, number: 1, account_id, currency: 'USD', amount: '10' },
    ...{ exchange_rate: '0.9', book_worth: '8', worth: '9', difference: '1' },
    entry_id: found.rows[0]?.id,
  });
}

async function addOrder(rows: RawRows, own: Record<string, string>): Promise<void> {
  const found = await rows.sql.query<{ id: string }>('select id from core.party limit 1');
  const party_id = found.rows[0]?.id;
  const order_id = await rows.add('accounting.payment_run', {
    ...{ ...own, number: 'PO-1', execute_on: '2026-01-31', currency: 'EUR', total: '1' },
    ...{ item_count: 1, state: 'ORDERED' },
  });
  await rows.add('accounting.payment_run_item', {
    ...{ order_id, number: 1, end_to_end_id: 'PO-1-1', party_id, amount: '1', discount: '0' },
    party_bank_account_id: uuidv7(),
  });
}
