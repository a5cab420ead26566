import type { Migration } from '@bureau/core';

/** A supplier's number is posted once, in any spelling of its letters. Frozen. */
export const billReference: Migration = {
  name: '0200-bill-reference',
  up: `
create unique index bill_party_reference_key on accounting.bill
  (organization_id, party_id, lower(btrim(party_reference)))
  where party_reference is not null and status in ('POSTED', 'PARTIALLY_PAID', 'PAID');
comment on index accounting.bill_party_reference_key is
  'A number of a supplier is posted once; what was taken back may come again';
`,
  down: 'drop index accounting.bill_party_reference_key;',
};
