import { errorsOf } from '@bureau/core';

/** Business errors of networks; codes are `ASSETS_<KEY>` and never renamed. */
export const networkErrors = errorsOf('assets', {
  CIDR: 'Write a range as address and length without bits behind it: 10.20.0.0/24.',
  ADDRESS: 'This is no address of the Internet Protocol.',
  ADDRESS_OUTSIDE: 'Address {address} does not lie in {cidr}.',
  ADDRESS_TAKEN: 'Address {address} is taken in network {code}.',
  NO_ADDRESS_FREE: 'All addresses of network {code} are taken.',
  MAC_ADDRESS: 'The address of a port is six pairs of hexadecimal digits.',
  HOST_NAME: 'A host name has letters, digits, hyphens and dots.',
  VLAN: 'A virtual network has a number from 1 to 4094.',
});
