import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.asset_acceptance (${RECORD},
  asset_id uuid not null,
  employee_id uuid not null,
  kind text not null,
  state text not null default 'PENDING',
  asked_at timestamptz(3) not null,
  answered_at timestamptz(3),
  condition text,
  note varchar(1000),
  constraint asset_acceptance_answer_check check ((state = 'PENDING') = (answered_at is null)),
  constraint asset_acceptance_kind_check check (kind in ('HAND_OVER', 'RETURN')),
  constraint asset_acceptance_state_check check (state in ('PENDING', 'ACCEPTED', 'DECLINED',
    'VOID')),
  constraint asset_acceptance_condition_check check (condition in ('GOOD', 'WORN', 'DAMAGED',
    'INCOMPLETE'))
);
create unique index asset_acceptance_pending_key on assets.asset_acceptance (organization_id,
  asset_id) where state = 'PENDING';
create index asset_acceptance_asked_at_idx on assets.asset_acceptance (organization_id, asked_at,
  id);
create index asset_acceptance_answered_at_idx on assets.asset_acceptance (organization_id,
  answered_at, id);
create index asset_acceptance_asset_id_idx on assets.asset_acceptance (organization_id, asset_id,
  id);
create index asset_acceptance_employee_id_idx on assets.asset_acceptance (organization_id,
  employee_id, id);
create index asset_acceptance_kind_idx on assets.asset_acceptance (organization_id, kind, id);
create index asset_acceptance_state_idx on assets.asset_acceptance (organization_id, state, id);
create index asset_acceptance_condition_idx on assets.asset_acceptance (organization_id,
  condition, id);
${tenant('asset_acceptance')}

alter table assets.asset_acceptance add constraint asset_acceptance_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.asset_acceptance add constraint asset_acceptance_employee_id_fkey foreign key
  (organization_id, employee_id) references hr.employee (organization_id, id);
`;

const told = [
  comments('asset_acceptance', 'A confirmation that an asset changed hands, by whoever got it.', {
    asset_id: 'The asset',
    employee_id: 'Who got it, or gave it back',
    kind: 'What is accepted',
    state: 'Where it is',
    asked_at: 'When the asset changed hands',
    answered_at: 'When it was answered, or given up',
    condition: 'In what condition the asset was',
    note: 'What else was seen, or why not',
  }),
].join('\n');

/** Confirmations that assets changed hands. Frozen. */
export const acceptanceTables = tables + told;
