import type { Migration } from '@bureau/core';
import { reservationTables } from './reservations/tables.js';

/** Reservations: two that hold never share a day, whoever writes. Frozen. */
export const reservations: Migration = {
  name: '0041-reservations',
  up: `${reservationTables}
alter table assets.asset_reservation add constraint asset_reservation_no_overlap
  exclude using gist (organization_id with =, asset_id with =,
    daterange(starts_on, ends_on, '[]') with &&) where (cancelled_at is null);
`,
  down: 'drop table assets.asset_reservation;',
};
