import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.phone_contract (${RECORD},
  code varchar(60) not null,
  carrier varchar(120) not null,
  starts_on date,
  ends_on date,
  monthly_cost_amount numeric(20,4),
  monthly_cost_currency varchar(3),
  notice_for date,
  note varchar(1000),
  constraint phone_contract_code_key unique (organization_id, code),
  constraint phone_contract_code_filled_check check (btrim(code) <> ''),
  constraint phone_contract_carrier_filled_check check (btrim(carrier) <> ''),
  constraint phone_contract_span_check check (starts_on <= ends_on),
  constraint phone_contract_cost_floor_check check (monthly_cost_amount >= 0),
  constraint "phone_contract_monthlyCost_whole_check" check ((monthly_cost_amount is null) =
    (monthly_cost_currency is null))
);
create index phone_contract_carrier_idx on assets.phone_contract (organization_id, carrier, id);
create index phone_contract_ends_on_idx on assets.phone_contract (organization_id, ends_on, id);
create index phone_contract_starts_on_idx on assets.phone_contract (organization_id, starts_on,
  id);
${tenant('phone_contract')}

create table assets.phone_line (${RECORD},
  code varchar(60) not null,
  contract_id uuid not null,
  kind text not null,
  state text not null default 'ACTIVE',
  sim_number varchar(22),
  asset_id uuid,
  holder_id uuid,
  constraint phone_line_code_key unique (organization_id, code),
  constraint phone_line_code_filled_check check (btrim(code) <> ''),
  constraint phone_line_ended_check check (state <> 'ENDED' or (asset_id is null and holder_id is
    null)),
  constraint phone_line_kind_check check (kind in ('MOBILE', 'FIXED', 'DATA')),
  constraint phone_line_state_check check (state in ('ACTIVE', 'SUSPENDED', 'ENDED'))
);
create index phone_line_state_idx on assets.phone_line (organization_id, state, id);
create index phone_line_contract_id_idx on assets.phone_line (organization_id, contract_id, id);
create index phone_line_asset_id_idx on assets.phone_line (organization_id, asset_id, id);
create index phone_line_holder_id_idx on assets.phone_line (organization_id, holder_id, id);
create index phone_line_kind_idx on assets.phone_line (organization_id, kind, id);
create index phone_line_sim_number_idx on assets.phone_line (organization_id, sim_number, id);
${tenant('phone_line')}

create table assets.phone_number (${RECORD},
  number varchar(16) not null,
  line_id uuid,
  constraint phone_number_number_key unique (organization_id, number),
  constraint phone_number_e164_check check (number ~ '^[+][1-9][0-9]{6,14}$')
);
create index phone_number_line_id_idx on assets.phone_number (organization_id, line_id, id);
${tenant('phone_number')}

alter table assets.phone_line add constraint phone_line_contract_id_fkey foreign key
  (organization_id, contract_id) references assets.phone_contract (organization_id, id);
alter table assets.phone_line add constraint phone_line_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
alter table assets.phone_line add constraint phone_line_holder_id_fkey foreign key
  (organization_id, holder_id) references hr.employee (organization_id, id);
alter table assets.phone_number add constraint phone_number_line_id_fkey foreign key
  (organization_id, line_id) references assets.phone_line (organization_id, id);
`;

const told = [
  comments('phone_contract', 'What a carrier has agreed to, for one line or many.', {
    code: 'Number of the contract, unique in the organization',
    carrier: 'Who provides the lines',
    starts_on: 'First day',
    ends_on: 'Last day; null: open',
    monthly_cost_amount: 'What it costs a month (Exact amount in units of the currency)',
    monthly_cost_currency: 'What it costs a month (ISO 4217 code)',
    notice_for: 'The end that was told of; null: none',
    note: 'Free text',
  }),
  comments('phone_line', 'A line of a contract, in a device, used by somebody.', {
    code: 'Name of the line, unique in the organization',
    contract_id: 'The contract',
    kind: 'What it is for',
    state: 'Whether it works',
    sim_number: 'Number of its card (ICCID)',
    asset_id: 'The device that it is in',
    holder_id: 'Who uses it',
  }),
  comments('phone_number', 'A phone number, which may go from line to line.', {
    number: 'As ITU-T E.164 writes it: +494012345678; unique',
    line_id: 'Where it rings; null: nowhere',
  }),
].join('\n');

/** Contracts, lines and numbers. Frozen. */
export const phoneTables = tables + told;
