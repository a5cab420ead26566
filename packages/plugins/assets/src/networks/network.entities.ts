import { defineEntity, p, record } from '@bureau/core';
import { Asset } from '../asset.entity.js';

/** A range of addresses of the Internet Protocol, version 4 or 6. */
export const NetworkSchema = defineEntity({
  name: 'Network',
  schema: 'assets',
  tableName: 'network',
  comment: 'A range of addresses of the Internet Protocol, version 4 or 6.',
  checks: [
    { name: 'network_code_filled_check', expression: "btrim(code) <> ''" },
    // As PostgreSQL writes it, so that equal ranges are equal texts.
    { name: 'network_cidr_form_check', expression: '(cidr::cidr)::text = cidr' },
    { name: 'network_vlan_range_check', expression: 'vlan between 1 and 4094' },
  ],
  properties: {
    ...record(),
    code: p.string().length(60).comment('Short code, unique in the organization'),
    name: p.string().length(120).nullable().comment('What it is for'),
    cidr: p.string().length(43).comment('The range: 10.20.0.0/24; once in the organization'),
    vlan: p.integer().nullable().comment('Number of the virtual network (IEEE 802.1Q)'),
  },
});

export class Network extends NetworkSchema.class {}
NetworkSchema.setClass(Network);

/** An address that is taken, once in its network. */
export const NetworkAddressSchema = defineEntity({
  name: 'NetworkAddress',
  schema: 'assets',
  tableName: 'network_address',
  comment: 'An address that is taken, once in its network.',
  uniques: [{ properties: ['network', 'address'] }],
  checks: [
    { name: 'network_address_form_check', expression: 'host(address::inet) = address' },
    {
      name: 'network_address_mac_form_check',
      expression: "mac_address ~ '^([0-9a-f]{2}:){5}[0-9a-f]{2}$'",
    },
  ],
  properties: {
    ...record(),
    network: () => p.manyToOne(Network).comment('The network'),
    address: p.string().length(39).comment('The address, without the length of its network'),
    hostName: p.string().length(253).nullable().comment('Its name, without regard to case'),
    macAddress: p.string().length(17).nullable().comment('Address of the port: 00:1a:2b:3c:4d:5e'),
    asset: () => p.manyToOne(Asset).nullable().comment('The device; null: kept free of any'),
    note: p.string().length(500).nullable().comment('Free text'),
  },
});

export class NetworkAddress extends NetworkAddressSchema.class {}
NetworkAddressSchema.setClass(NetworkAddress);
