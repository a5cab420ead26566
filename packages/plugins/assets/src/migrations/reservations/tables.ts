import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.asset_reservation (${RECORD},
  asset_id uuid not null,
  employee_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  note varchar(500),
  cancelled_at timestamptz(3),
  constraint asset_reservation_span_check check (starts_on <= ends_on)
);
create index asset_reservation_starts_on_idx on assets.asset_reservation (organization_id,
  starts_on, id);
create index asset_reservation_ends_on_idx on assets.asset_reservation (organization_id, ends_on,
  id);
create index asset_reservation_asset_id_idx on assets.asset_reservation (organization_id,
  asset_id, id);
create index asset_reservation_employee_id_idx on assets.asset_reservation (organization_id,
  employee_id, id);
create index asset_reservation_cancelled_at_idx on assets.asset_reservation (organization_id,
  cancelled_at, id);
${tenant('asset_reservation')}

alter table assets.asset_reservation add constraint asset_reservation_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.asset_reservation add constraint asset_reservation_employee_id_fkey foreign key
  (organization_id, employee_id) references hr.employee (organization_id, id);
`;

const told = [
  comments('asset_reservation', 'An asset that is kept for somebody over some days.', {
    asset_id: 'The asset',
    employee_id: 'For whom it is kept',
    starts_on: 'First day',
    ends_on: 'Last day',
    note: 'What for',
    cancelled_at: 'When it was taken back; null: it holds',
  }),
].join('\n');

/** Assets that are kept for somebody. Frozen. */
export const reservationTables = tables + told;
