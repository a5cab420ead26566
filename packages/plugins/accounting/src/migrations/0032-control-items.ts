import type { Migration } from '@bureau/core';

const KINDS = [
  ...['INVOICE', 'BILL', 'CREDIT_NOTE', 'PAYMENT', 'DISCOUNT', 'WRITE_OFF', 'REVERSAL'],
  ...['EXPENSE_CLAIM', 'OPENING'],
];

const check = (kinds: readonly string[]) => `
alter table accounting.open_item drop constraint open_item_kind_check;
alter table accounting.open_item add constraint open_item_kind_check check (kind in (
  ${kinds.map((kind) => `'${kind}'`).join(', ')}));`;

/**
 * Every line of a control account is an open item, whoever posts it (S13, I16): documents make
 * theirs themselves, with the day on which they are due; what an entry brings by hand, an opening
 * balance or a reversal of such gets one here, in the statement that writes the line.
 */
export const controlItems: Migration = {
  name: '0032-control-items',
  up: `${check([...KINDS, 'ENTRY'])}

create function accounting.open_control_items() returns trigger language plpgsql
set search_path = pg_catalog, accounting, pg_temp as $$
begin
  insert into open_item (organization_id, id, side, kind, party_id, account_id, entry_id,
    reference, document_on, due_on, currency, amount, base_amount, open_amount,
    open_base_amount, is_open)
  select n.organization_id, gen_random_uuid(), a.control,
    case e.kind when 'OPENING' then 'OPENING' else 'ENTRY' end, n.party_id, n.account_id,
    n.entry_id, e.reference, n.posted_on,
    case when (n.amount > 0) = (a.control = 'RECEIVABLE') then n.posted_on end,
    n.currency, n.amount, n.base_amount, n.amount, n.base_amount, true
  from fresh n
  join account a on a.organization_id = n.organization_id and a.id = n.account_id
  join entry e on e.organization_id = n.organization_id and e.id = n.entry_id
  where a.control in ('RECEIVABLE', 'PAYABLE') and n.open_item_id is null and n.amount <> 0
    and n.party_id is not null;
  return null;
end $$;

create trigger open_control_items after insert on accounting.line
  referencing new table as fresh for each statement
  execute function accounting.open_control_items();
`,
  down: `
drop trigger open_control_items on accounting.line;
drop function accounting.open_control_items();
delete from accounting.open_item where kind = 'ENTRY';
${check(KINDS)}
`,
};
