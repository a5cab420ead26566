import type { Migration } from '@bureau/core';
import { reference } from './claims/tenant.js';

const printed = (table: string) => `
alter table accounting.${table} add column letter jsonb, add column pdf_id uuid;
${reference(table, 'pdf_id', 'core.file')}
comment on column accounting.${table}.letter is
  'Names and addresses as they were when it was posted; null: of a supplier, or a draft';
comment on column accounting.${table}.pdf_id is 'What the party gets; null: not asked for yet';
`;

/** Invoices and credit notes as they are sent, and who sends them. Frozen. */
export const letters: Migration = {
  name: '0041-letters',
  up: `
alter table accounting.trade_settings add column sender varchar(1000),
  add column footer varchar(1000);
comment on column accounting.trade_settings.sender is
  'Name and address on letters, one entry a line; null: the name of the organization';
comment on column accounting.trade_settings.footer is
  'Bank account, register and tax number on letters, one entry a line';
${printed('invoice')}${printed('credit_note')}`,
  down: `
alter table accounting.credit_note drop column letter, drop column pdf_id;
alter table accounting.invoice drop column letter, drop column pdf_id;
alter table accounting.trade_settings drop column sender, drop column footer;
`,
};
