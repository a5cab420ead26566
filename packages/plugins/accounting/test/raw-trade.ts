import { uuidv7 } from '@bureau/core';
import type { SqlClient, TestApp } from '@bureau/testing';

/** Makes at least one row of each record type of trade, in books that have been filled. */
export async function fillRawTrade(app: TestApp): Promise<void> {
  const sql = await app.asRole('bureau_app', app.organizationId);
  const rows = new RawRows(sql);
  const partyId = await rows.add('core.party', {
    ...{ is_customer: true, is_supplier: true, is_employee: false, is_active: true },
    ...{ code: 'P-1', kind: 'COMPANY', name: 'Nordwind', attributes: {} },
  });
  await addSetup(rows);
  await addDocuments(rows, partyId);
  await addSettlement(rows, partyId);
  await addExpenses(rows, partyId);
  await addTaxReturn(rows);
  await sql.end();
}

/** Writes rows as the server could, without its rules. */
export class RawRows {
  constructor(readonly sql: SqlClient) {}

  async add(table: string, row: Record<string, unknown>): Promise<string> {
    const whole = { id: uuidv7(), ...row };
    const names = Object.keys(whole).join(', ');
    await this.sql.query(
      `insert into ${table} (${names})
       select ${names} from jsonb_populate_record(null::${table}, $1)`,
      [JSON.stringify(whole)],
    );
    return whole.id;
  }

  /** Uuid of any row. */
  async one(table: string): Promise<string> {
    const { rows } = await this.sql.query<{ id: string }>(`select id from ${table} limit 1`);
    return rows.map(({ id }) => id).join();
  }

  async account(code: string): Promise<string> {
    const text = 'select id from accounting.account where code = $1';
    const { rows } = await this.sql.query<{ id: string }>(text, [code]);
    return rows.map(({ id }) => id).join();
  }
}

async function addSetup(rows: RawRows): Promise<void> {
  const term = { code: 'N30', name: '30', is_active: true };
  const term_id = await rows.add('accounting.payment_term', term);
  const rule = { months: 0, days: 30, is_month_end: false, days_after: 0 };
  await rows.add('accounting.payment_term_part', { term_id, number: 1, percent: 100, ...rule });
  const code = { code: 'V', name: 'V', is_active: true };
  const tax_code_id = await rows.add('accounting.tax_code', code);
  const kind = { kind: 'PERCENT', effect: 'ADDED', is_compound: false, is_cash_basis: false };
  const tax = { tax_code_id, number: 1, code: 'V', name: 'V', rate: '19', ...kind };
  await rows.add('accounting.tax_component', tax);
  const account = await rows.account('4000');
  const names = ['receivable', 'payable', 'discount_granted', 'discount_received', 'write_off'];
  const all = [...names, 'bank_fee', 'exchange_gain', 'exchange_loss'];
  await rows.add('accounting.trade_settings', {
    ...Object.fromEntries(all.map((name) => [`${name}_account_id`, account])),
    ...{ tax_rounding: 'DOCUMENT', bills_need_approval: false },
  });
}

async function addDocuments(rows: RawRows, party_id: string): Promise<void> {
  const account_id = await rows.account('4000');
  const sums = { net: '1', tax: '0', withheld: '0', total: '1', open_amount: '0' };
  const manner = { prices_include_tax: false, tax_rounding: 'DOCUMENT', status: 'DRAFT' };
  const money = { currency: 'EUR', exchange_rate: '1', issued_on: '2026-03-01' };
  for (const table of ['invoice', 'bill', 'credit_note']) {
    const side = table === 'credit_note' ? { side: 'RECEIVABLE' } : {};
    const document = { party_id, ...money, ...sums, ...manner, ...side };
    const document_id = await rows.add(`accounting.${table}`, document);
    const price = { quantity: '1', unit_price: '1', discount_percent: '0', amount: '1' };
    const line = { number: 1, description: 'X', account_id, net: '1', tax: '0', ...price };
    const place = { document_id, dimension_value_ids: [] };
    await rows.add(`accounting.${table}_line`, { ...line, ...place });
  }
}

async function addTaxReturn(rows: RawRows): Promise<void> {
  const idOf = async (text: string) => {
    const { rows: found } = await rows.sql.query<{ id: string }>(text);
    return found.map(({ id }) => id).join();
  };
  const form = { code: 'UST', name: 'VAT', is_active: true };
  const payable_account_id = await rows.account('4000');
  const form_id = await rows.add('accounting.tax_form', { ...form, payable_account_id });
  const box = { number: 1, code: '81', name: 'Sales', effect: 'OWED' };
  const box_id = await rows.add('accounting.tax_box', { form_id, ...box });
  const component_id = await idOf('select id from accounting.tax_component limit 1');
  await rows.add('accounting.tax_box_source', { box_id, component_id, side: 'RECEIVABLE' });
  const tax_return_id = await rows.add('accounting.tax_return', {
    ...{ form_id, status: 'DRAFT', starts_on: '2026-03-01', ends_on: '2026-03-31' },
    ...{ prepared_at: '2026-04-01T00:00:00Z', payable: '1', late_entry_count: 0 },
  });
  await rows.add('accounting.tax_return_box', { tax_return_id, ...box, amount: '1' });
  const entry_id = await idOf('select id from accounting.entry limit 1');
  await rows.add('accounting.tax_return_entry', { tax_return_id, entry_id });
}

async function addExpenses(rows: RawRows, party_id: string): Promise<void> {
  const account_id = await rows.account('4000');
  const category = { code: 'TRAIN', name: 'Train', account_id, is_active: true };
  const category_id = await rows.add('accounting.expense_category', category);
  const sums = { net: '1', tax: '0', withheld: '0', total: '1', open_amount: '0' };
  const manner = { prices_include_tax: true, tax_rounding: 'DOCUMENT', status: 'DRAFT' };
  const money = { currency: 'EUR', exchange_rate: '1', issued_on: '2026-03-01' };
  const claim = { party_id, ...money, ...sums, ...manner };
  const document_id = await rows.add('accounting.expense_claim', claim);
  const price = { quantity: '1', unit_price: '1', discount_percent: '0', amount: '1' };
  const line = { number: 1, description: 'X', account_id, net: '1', tax: '0', ...price };
  const place = { document_id, category_id, spent_on: '2026-03-01', dimension_value_ids: [] };
  await rows.add('accounting.expense_claim_line', { ...line, ...place });
}

async function addSettlement(rows: RawRows, party_id: string): Promise<void> {
  const { rows: entries } = await rows.sql.query<{ id: string }>(
    'select id from accounting.entry limit 1',
  );
  const entry_id = entries.map(({ id }) => id).join();
  const account_id = await rows.account('1200');
  await rows.add('accounting.payment', {
    ...{ direction: 'RECEIVED', side: 'RECEIVABLE', paid_on: '2026-03-01', fee: '0' },
    ...{ currency: 'EUR', exchange_rate: '1', amount: '1', number: 'PAY-1', is_void: false },
    ...{ party_id, entry_id, bank_account_id: await rows.account('1000') },
  });
  const item = (kind: string, amount: string) =>
    rows.add('accounting.open_item', {
      ...{ side: 'RECEIVABLE', kind, party_id, account_id, entry_id },
      ...{ reference: 'X', document_on: '2026-03-01', currency: 'EUR', is_open: true },
      ...{ amount, base_amount: amount, open_amount: amount, open_base_amount: amount },
      ...{ dunning_level: 0, is_dunning_paused: false },
    });
  const debit_item_id = await item('INVOICE', '1');
  const credit_item_id = await item('PAYMENT', '-1');
  const worth = { amount: '1', debit_base_amount: '1', credit_base_amount: '1' };
  const pair = { debit_item_id, credit_item_id, allocated_on: '2026-03-01' };
  await rows.add('accounting.allocation', { ...pair, ...worth });
  const policy_id = await rows.add('accounting.dunning_policy', { name: 'X', is_active: true });
  const step = { number: 1, after_days: 5, gap_days: 0, fee: '0', text: 'X' };
  await rows.add('accounting.dunning_level', { policy_id, ...step });
  const run = { policy_id, run_on: '2026-03-01', notice_count: 1 };
  const run_id = await rows.add('accounting.dunning_run', run);
  await rows.add('accounting.dunning_notice', {
    ...{ run_id, open_item_id: debit_item_id, party_id, level: 1, noticed_on: '2026-03-01' },
    ...{ currency: 'EUR', open_amount: '1', fee: '0', text: 'X' },
  });
}
