import { isIP } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.js';

/** Where requests to addresses that callers name may go. */
export interface OutboundPolicy {
  /** This machine too, by plain HTTP and on any port: for development and tests only. */
  allowLoopback: boolean;
}

/** Why an address is not called; none says what was found behind it. */
export type OutboundFault =
  'URL_INVALID' | 'HTTPS_REQUIRED' | 'PORT_REFUSED' | 'ADDRESS_REFUSED' | 'CREDENTIALS_IN_URL';

export class OutboundRefused extends Error {
  constructor(readonly fault: OutboundFault) {
    super(`The address is refused: ${fault}.`);
    this.name = 'OutboundRefused';
  }
}

const MAX_LENGTH = 2_000;
const HTTPS_PORT = '443';
/** Names that never are names of the public internet (RFC 6761, RFC 6762, RFC 8375, IANA). */
const LOCAL_ZONES = [
  ...['localhost', 'local', 'localdomain', 'internal', 'intranet', 'lan', 'home', 'corp'],
  ...['home.arpa', 'test', 'invalid', 'onion'],
];

/**
 * The address that a caller named, if it may be called: `https`, port 443, no credentials, and a
 * name, or an address of the public internet. What a name resolves to is looked at when it is
 * called. Decimal, octal and hexadecimal forms of IPv4 are read as browsers do, and then judged.
 * @throws OutboundRefused
 */
export function checkOutboundUrl(text: string, policy: OutboundPolicy): URL {
  if (text.length > MAX_LENGTH || !URL.canParse(text)) throw new OutboundRefused('URL_INVALID');
  const url = new URL(text);
  const host = hostOf(url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new OutboundRefused('URL_INVALID');
  }
  if (url.username || url.password) throw new OutboundRefused('CREDENTIALS_IN_URL');
  const address = isIP(host) ? host : host === 'localhost' ? '127.0.0.1' : undefined;
  if (policy.allowLoopback && address !== undefined && isLoopback(address)) return url;
  if (url.protocol !== 'https:') throw new OutboundRefused('HTTPS_REQUIRED');
  if ((url.port || HTTPS_PORT) !== HTTPS_PORT) throw new OutboundRefused('PORT_REFUSED');
  if (!isPublicHost(host)) throw new OutboundRefused('ADDRESS_REFUSED');
  return url;
}

/** The host without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function isPublicHost(host: string): boolean {
  if (isIP(host)) return isPublicAddress(host);
  const name = host.replace(/\.$/, '');
  const isLocal = LOCAL_ZONES.some((zone) => name === zone || name.endsWith(`.${zone}`));
  return name.includes('.') && !isLocal;
}
