import { ID, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { Network, NetworkAddress } from './network.entities.js';
import { NetworkAddressType, NetworkType } from './network.types.js';

@InputType({ description: 'A new network.' })
export class NetworkCreateInput extends inputOf(Network, ['code', 'name', 'cidr', 'vlan']) {}

@InputType({ description: 'Changes of a network; its range stays.' })
export class NetworkUpdateInput extends patchOf(Network, ['code', 'name', 'vlan'], { id: 'id' }) {}

const FACTS = ['hostName', 'macAddress', 'asset', 'note'] as const;

@InputType({ description: 'An address that is taken; without one the next free one.' })
export class NetworkAddressAssignInput extends inputOf(
  NetworkAddress,
  ['network', 'address', ...FACTS],
  { optional: ['address'] },
) {}

@InputType({ description: 'Changes of an address; what is left out stays.' })
export class NetworkAddressUpdateInput extends patchOf(NetworkAddress, FACTS, { id: 'id' }) {}

@InputType({ description: 'An address that is free again.' })
export class NetworkAddressReleaseInput extends inputOf(NetworkAddress, [], { id: 'id' }) {}

export const NetworkCreatePayload = payloadOf('NetworkCreatePayload', { network: NetworkType });
export const NetworkUpdatePayload = payloadOf('NetworkUpdatePayload', { network: NetworkType });
export const NetworkAddressAssignPayload = payloadOf('NetworkAddressAssignPayload', {
  networkAddress: NetworkAddressType,
});
export const NetworkAddressUpdatePayload = payloadOf('NetworkAddressUpdatePayload', {
  networkAddress: NetworkAddressType,
});
export const NetworkAddressReleasePayload = payloadOf(
  'NetworkAddressReleasePayload',
  {},
  { releasedId: { type: () => ID, description: 'What was freed.' } },
);
