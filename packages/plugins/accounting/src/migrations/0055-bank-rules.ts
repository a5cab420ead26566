import type { Migration } from '@bureau/core';
import { comments, RECORD, reference, tenant } from './bank/tenant.js';

/** Ordered rules for lines of banks. Frozen. */
export const bankRules: Migration = {
  name: '0055-bank-rules',
  up: `
create table accounting.bank_rule (${RECORD},
  position integer not null,
  name varchar(60) not null,
  bank_account_id uuid,
  direction text,
  text_contains varchar(200),
  name_contains varchar(140),
  least_amount numeric(20,4),
  most_amount numeric(20,4),
  account_id uuid not null,
  party_id uuid,
  memo varchar(200),
  is_automatic boolean not null default false,
  is_active boolean not null default true,
  constraint bank_rule_name_key unique (organization_id, name),
  constraint bank_rule_name_filled_check check (btrim(name) <> ''),
  constraint bank_rule_direction_check check (direction in ('RECEIVED', 'PAID')),
  constraint bank_rule_amount_check check (least_amount >= 0 and most_amount >= least_amount),
  constraint bank_rule_narrow_check check (num_nonnulls(text_contains, name_contains,
    least_amount, most_amount) > 0)
);
create index bank_rule_position_idx on accounting.bank_rule (organization_id, position, id);
create index bank_rule_is_active_idx on accounting.bank_rule (organization_id, is_active, id);
${reference('bank_rule', 'bank_account_id', 'bank_account')}
${reference('bank_rule', 'account_id', 'account')}
${reference('bank_rule', 'party_id', 'core.party')}
${tenant('bank_rule')}
${comments('bank_rule', 'What lines of banks with such words are in the books.', {
  position: 'Rules are tried in this order; the first that fits is taken',
  name: 'Name for people, unique',
  bank_account_id: 'Only lines of this bank account; null: of all',
  direction: 'Only money that came in, or went out; null: both',
  text_contains: 'Words that stand in the text or the reference, capitals or not',
  name_contains: 'Words that stand in the name of the other side, capitals or not',
  least_amount: 'At least so much, without a sign',
  most_amount: 'At most so much, without a sign',
  account_id: 'Account of the ledger that takes the money',
  party_id: 'Party of that line',
  memo: 'What the entry is about; null: the text of the bank',
  is_automatic: 'Whether it is posted without anybody confirming it',
  is_active: 'Whether it is tried',
})}
`,
  down: 'drop table accounting.bank_rule;',
};
