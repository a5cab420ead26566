import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.asset_request (${RECORD},
  employee_id uuid not null,
  category_id uuid,
  model_id uuid,
  reason varchar(500) not null,
  needed_on date,
  state text not null default 'PENDING',
  asset_id uuid,
  fulfilled_at timestamptz(3),
  constraint asset_request_wish_check check ((category_id is null) <> (model_id is null)),
  constraint asset_request_reason_filled_check check (btrim(reason) <> ''),
  constraint asset_request_fulfilled_check check ((state = 'FULFILLED') = (asset_id is not null)
    and (state = 'FULFILLED') = (fulfilled_at is not null)),
  constraint asset_request_state_check check (state in ('PENDING', 'APPROVED', 'REJECTED',
    'CANCELLED', 'FULFILLED'))
);
create index asset_request_created_at_idx on assets.asset_request (organization_id, created_at,
  id);
create index asset_request_needed_on_idx on assets.asset_request (organization_id, needed_on, id);
create index asset_request_state_idx on assets.asset_request (organization_id, state, id);
create index asset_request_employee_id_idx on assets.asset_request (organization_id, employee_id,
  id);
create index asset_request_category_id_idx on assets.asset_request (organization_id, category_id,
  id);
create index asset_request_model_id_idx on assets.asset_request (organization_id, model_id, id);
create index asset_request_asset_id_idx on assets.asset_request (organization_id, asset_id, id);
${tenant('asset_request')}

alter table assets.asset_request add constraint asset_request_employee_id_fkey foreign key
  (organization_id, employee_id) references hr.employee (organization_id, id);
alter table assets.asset_request add constraint asset_request_category_id_fkey foreign key
  (organization_id, category_id) references assets.category (organization_id, id);
alter table assets.asset_request add constraint asset_request_model_id_fkey foreign key
  (organization_id, model_id) references assets.asset_model (organization_id, id);
alter table assets.asset_request add constraint asset_request_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
`;

const told = [
  comments(
    'asset_request',
    'Equipment that an employee wishes for: a product, or anything of a kind.',
    {
      employee_id: 'Who needs it',
      category_id: 'The kind of equipment',
      model_id: 'The product, when one is named',
      reason: 'What it is needed for',
      needed_on: 'By which day',
      state: 'Where it is',
      asset_id: 'What was handed out for it',
      fulfilled_at: 'When it was handed out',
    },
  ),
].join('\n');

/** Wishes for equipment. Frozen. */
export const requestTables = tables + told;
