import { expose, type Exposed, many } from '@bureau/core';
import { Network, NetworkAddress } from './network.entities.js';

export const NetworkType: Exposed = expose(Network, {
  prefix: 'net',
  filter: ['code', 'name', 'cidr', 'vlan'],
  order: ['code', 'vlan'],
  by: ['code', 'cidr'],
  relations: { addresses: many(() => NetworkAddressType, 'network', 'What is taken of it.') },
});

export const NetworkAddressType: Exposed = expose(NetworkAddress, {
  prefix: 'ipa',
  filter: ['network', 'address', 'hostName', 'macAddress', 'asset'],
  order: ['createdAt', 'address', 'hostName'],
  root: { one: 'networkAddress', many: 'networkAddresses' },
});
