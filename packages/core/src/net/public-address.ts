import { BlockList, isIP } from 'node:net';

/**
 * Blocks of IPv4 that are no public unicast addresses (IANA special-purpose registry, RFC 6890 and
 * its updates), multicast and reserved space included.
 */
const IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, metadata services of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/** Within 2000::/3, beside which nothing of IPv6 is public unicast: what is not either. */
const IPV6: readonly [string, number][] = [
  ['2001::', 23], // protocol assignments, Teredo among them
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which carries any IPv4 address
  ['3fff::', 20], // documentation
];

const refused4 = new BlockList();
for (const [network, bits] of IPV4) refused4.addSubnet(network, bits, 'ipv4');
const refused6 = new BlockList();
for (const [network, bits] of IPV6) refused6.addSubnet(network, bits, 'ipv6');
const unicast6 = new BlockList();
unicast6.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether an address, as a resolver or `URL` writes it, is one of the public internet. Everything
 * that wraps another address (IPv4-mapped, NAT64, 6to4, Teredo) is not.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return unicast6.check(address, 'ipv6') && !refused6.check(address, 'ipv6');
}

/** Whether it is this very machine, written plainly. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.startsWith('::ffff:')) return false;
  return loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
