import { comments, RECORD, tenant } from '../from-0040/tenant.js';

const tables = `
create table assets.network (${RECORD},
  code varchar(60) not null,
  name varchar(120),
  cidr varchar(43) not null,
  vlan integer,
  constraint network_code_key unique (organization_id, code),
  constraint network_cidr_key unique (organization_id, cidr),
  constraint network_code_filled_check check (btrim(code) <> ''),
  constraint network_cidr_form_check check ((cidr::cidr)::text = cidr),
  constraint network_vlan_range_check check (vlan between 1 and 4094)
);
create index network_vlan_idx on assets.network (organization_id, vlan, id);
create index network_name_idx on assets.network (organization_id, name, id);
${tenant('network')}

create table assets.network_address (${RECORD},
  network_id uuid not null,
  address varchar(39) not null,
  host_name varchar(253),
  mac_address varchar(17),
  asset_id uuid,
  note varchar(500),
  constraint network_address_network_id_address_key unique (organization_id, network_id, address),
  constraint network_address_form_check check (host(address::inet) = address),
  constraint network_address_mac_form_check check (mac_address ~ '^([0-9a-f]{2}:){5}[0-9a-f]{2}$')
);
create index network_address_created_at_idx on assets.network_address (organization_id,
  created_at, id);
create index network_address_address_idx on assets.network_address (organization_id, address, id);
create index network_address_host_name_idx on assets.network_address (organization_id, host_name,
  id);
create index network_address_asset_id_idx on assets.network_address (organization_id, asset_id,
  id);
create index network_address_mac_address_idx on assets.network_address (organization_id,
  mac_address, id);
${tenant('network_address')}

alter table assets.network_address add constraint network_address_network_id_fkey foreign key
  (organization_id, network_id) references assets.network (organization_id, id);
alter table assets.network_address add constraint network_address_asset_id_fkey foreign key
  (organization_id, asset_id) references assets.asset (organization_id, id);
`;

const told = [
  comments('network', 'A range of addresses of the Internet Protocol, version 4 or 6.', {
    code: 'Short code, unique in the organization',
    name: 'What it is for',
    cidr: 'The range: 10.20.0.0/24; once in the organization',
    vlan: 'Number of the virtual network (IEEE 802.1Q)',
  }),
  comments('network_address', 'An address that is taken, once in its network.', {
    network_id: 'The network',
    address: 'The address, without the length of its network',
    host_name: 'Its name, without regard to case',
    mac_address: 'Address of the port: 00:1a:2b:3c:4d:5e',
    asset_id: 'The device; null: kept free of any',
    note: 'Free text',
  }),
].join('\n');

/** Networks and their addresses. Frozen. */
export const networkTables = tables + told;
