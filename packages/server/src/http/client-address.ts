import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Tells the address of clients: the other end of the connection, or behind proxies that are trusted
 * what the last of them saw. What a client writes into `X-Forwarded-For` by itself counts for
 * nothing.
 *
 * @param trusted addresses and networks (`10.0.0.0/8`) of proxies
 * @throws Error naming what is neither
 */
export function createClientAddress(
  trusted: readonly string[] = [],
): (request: IncomingMessage) => string {
  const proxies = new BlockList();
  for (const entry of trusted) addEntry(proxies, entry);
  const isProxy = (address: string) => proxies.check(address, familyOf(address));
  return (request) => {
    let address = plain(request.socket.remoteAddress ?? '');
    if (trusted.length === 0 || !isIP(address)) return address;
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
    // From the nearest: the first that is no proxy of ours is the client.
    while (isProxy(address)) {
      const before = plain(forwarded.pop()?.trim() ?? '');
      if (!isIP(before)) break;
      address = before;
    }
    return address;
  };
}

function addEntry(proxies: BlockList, entry: string): void {
  const [address = '', length] = entry.split('/');
  const bits = Number(length ?? (address.includes(':') ? 128 : 32));
  if (!isIP(address) || !(bits >= 0 && bits <= (address.includes(':') ? 128 : 32))) {
    throw new Error(`"${entry}" is no address and no network.`);
  }
  proxies.addSubnet(address, bits, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/** An IPv4 address that came by an IPv6 socket is the same address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
