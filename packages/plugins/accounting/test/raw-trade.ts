import { uuidv7 } from '@bureau/core';
import type { TestApp } from '@bureau/testing';

/** Makes at least one row of each record type of trade, in books that have been filled. */
export async function fillRawTrade(app: TestApp): Promise<void> {
  const sql = await app.asRole('bureau_app', app.organizationId);
  const add = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const whole = { id: uuidv7(), ...row };
    const names = Object.keys(whole).join(', ');
    await sql.query(
      `insert into ${table} (${names})
       select ${names} from jsonb_populate_record(null::${table}, $1)`,
      [JSON.stringify(whole)],
    );
    return whole.id;
  };
  const one = async (text: string): Promise<string> => (await sql.query(text)).rows[0].id;
  const account = (code: string) => one(`select id from accounting.account where code = '${code}'`);
  const [account_id, bank, receivable] = [
    await account('4000'),
    await account('1000'),
    await account('1200'),
  ];
  const entry_id = await one('select id from accounting.entry limit 1');
  const roles = { is_customer: true, is_supplier: true, is_employee: false, is_active: true };
  const party_id = await add('core.party', {
    ...roles,
    ...{ code: 'P-1', kind: 'COMPANY', name: 'Nordwind', attributes: {} },
  });
  const term_id = await add('accounting.payment_term', {
    code: 'N30',
    name: '30',
    is_active: true,
  });
  const rule = { months: 0, days: 30, is_month_end: false, days_after: 0 };
  await add('accounting.payment_term_part', { term_id, number: 1, percent: 100, ...rule });
  const tax_code_id = await add('accounting.tax_code', { code: 'V', name: 'V', is_active: true });
  const kind = { kind: 'PERCENT', effect: 'ADDED', is_compound: false, is_cash_basis: false };
  const tax = { tax_code_id, number: 1, code: 'V', name: 'V', rate: '19', ...kind };
  await add('accounting.tax_component', tax);
  const names = ['receivable', 'payable', 'discount_granted', 'discount_received', 'write_off'];
  const all = [...names, 'bank_fee', 'exchange_gain', 'exchange_loss'];
  await add('accounting.trade_settings', {
    ...Object.fromEntries(all.map((name) => [`${name}_account_id`, account_id])),
    ...{ tax_rounding: 'DOCUMENT', bills_need_approval: false },
  });
  const money = { currency: 'EUR', exchange_rate: '1', amount: '1' };
  const sums = { net: '1', tax: '0', withheld: '0', total: '1', open_amount: '0' };
  const manner = { prices_include_tax: false, tax_rounding: 'DOCUMENT', status: 'DRAFT' };
  const { amount: _amount, ...rated } = money;
  const document = { party_id, issued_on: '2026-03-01', ...rated, ...sums, ...manner };
  for (const [table, more] of [
    ['invoice', {}],
    ['bill', {}],
    ['credit_note', { side: 'RECEIVABLE' }],
  ] as const) {
    const document_id = await add(`accounting.${table}`, { ...document, ...more });
    const price = { quantity: '1', unit_price: '1', discount_percent: '0', amount: '1' };
    const line = { number: 1, description: 'X', account_id, net: '1', tax: '0', ...price };
    const place = { document_id, dimension_value_ids: [] };
    await add(`accounting.${table}_line`, { ...line, ...place });
  }
  const flow = { direction: 'RECEIVED', side: 'RECEIVABLE', paid_on: '2026-03-01', fee: '0' };
  const facts = { number: 'PAY-1', party_id, bank_account_id: bank, entry_id, is_void: false };
  await add('accounting.payment', { ...flow, ...money, ...facts });
  const item = async (kindOf: string, amount: string) =>
    add('accounting.open_item', {
      ...{ side: 'RECEIVABLE', kind: kindOf, party_id, account_id: receivable, entry_id },
      ...{ reference: 'X', document_on: '2026-03-01', currency: 'EUR', is_open: true },
      ...{ amount, base_amount: amount, open_amount: amount, open_base_amount: amount },
      ...{ dunning_level: 0, is_dunning_paused: false },
    });
  const debit_item_id = await item('INVOICE', '1');
  const credit_item_id = await item('PAYMENT', '-1');
  const worth = { amount: '1', debit_base_amount: '1', credit_base_amount: '1' };
  const pair = { debit_item_id, credit_item_id, allocated_on: '2026-03-01' };
  await add('accounting.allocation', { ...pair, ...worth });
  await sql.end();
}
