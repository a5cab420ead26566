import type { IncomingMessage } from 'node:http';
import { createClientAddress } from './client-address.js';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

test('row 85: without trusted proxies a forwarded address is not believed', () => {
  const addressOf = createClientAddress();
  expect(addressOf(from('203.0.113.9', '10.0.0.1'))).toBe('203.0.113.9');
  expect(addressOf(from('::ffff:203.0.113.9'))).toBe('203.0.113.9');
});

test.each([
  ['the proxy itself', '10.1.2.3', undefined, '10.1.2.3'],
  ['what the proxy saw', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
  ['a chain of proxies', '10.1.2.3', '203.0.113.9, 10.9.9.9', '203.0.113.9'],
  [
    'forged: written by the client before the proxy',
    '10.1.2.3',
    '1.1.1.1, 203.0.113.9',
    '203.0.113.9',
  ],
  ['forged: past the proxy', '203.0.113.9', '1.1.1.1', '203.0.113.9'],
  ['no address', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['IPv6', '2001:db8::1', '2001:db8:1::5', '2001:db8:1::5'],
])('row 85: behind trusted proxies: %s', (_name, remote, forwarded, address) => {
  const addressOf = createClientAddress(['10.0.0.0/8', '2001:db8::1']);
  expect(addressOf(from(remote, forwarded))).toBe(address);
});

test.each(['proxy', '10.0.0.0/33', '', '::1/129'])('%j is refused', (entry) => {
  expect(() => createClientAddress([entry])).toThrow('is no address and no network');
});
