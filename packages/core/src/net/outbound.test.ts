import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { createOutbound } from './outbound-request.js';
import { checkOutboundUrl, OutboundRefused } from './outbound-url.js';
import { isPublicAddress } from './public-address.js';

const strict = { allowLoopback: false };
const faultOf = (url: string, policy = strict): string => {
  try {
    return checkOutboundUrl(url, policy).href;
  } catch (error) {
    if (error instanceof OutboundRefused) return error.fault;
    throw error;
  }
};

test.each([
  ['https://example.com/hook', 'https://example.com/hook'],
  ['https://93.184.216.34/', 'https://93.184.216.34/'],
  ['https://[2606:2800:220:1:248:1893:25c8:1946]/', expect.stringContaining('[2606:')],
  ['http://example.com/', 'HTTPS_REQUIRED'],
  ['ftp://example.com/', 'URL_INVALID'],
  ['no address', 'URL_INVALID'],
  [`https://example.com/${'x'.repeat(2_000)}`, 'URL_INVALID'],
  ['https://user:pass@example.com/', 'CREDENTIALS_IN_URL'],
  ['https://example.com:22/', 'PORT_REFUSED'],
  ['https://example.com:8443/', 'PORT_REFUSED'],
  ['https://localhost/', 'ADDRESS_REFUSED'],
  ['https://LOCALHOST./', 'ADDRESS_REFUSED'],
  ['https://db/', 'ADDRESS_REFUSED'],
  ['https://metadata.google.internal/', 'ADDRESS_REFUSED'],
  ['https://127.0.0.1/', 'ADDRESS_REFUSED'],
  ['https://2130706433/', 'ADDRESS_REFUSED'],
  ['https://0x7f000001/', 'ADDRESS_REFUSED'],
  ['https://0177.0.0.1/', 'ADDRESS_REFUSED'],
  ['https://127.1/', 'ADDRESS_REFUSED'],
  ['https://169.254.169.254/latest/meta-data', 'ADDRESS_REFUSED'],
  ['https://100.64.0.1/', 'ADDRESS_REFUSED'],
  ['https://224.0.0.1/', 'ADDRESS_REFUSED'],
  ['https://255.255.255.255/', 'ADDRESS_REFUSED'],
  ['https://0.0.0.0/', 'ADDRESS_REFUSED'],
  ['https://[::]/', 'ADDRESS_REFUSED'],
  ['https://[::1]/', 'ADDRESS_REFUSED'],
  ['https://[::ffff:127.0.0.1]/', 'ADDRESS_REFUSED'],
  ['https://[::ffff:93.184.216.34]/', 'ADDRESS_REFUSED'],
  ['https://[64:ff9b::7f00:1]/', 'ADDRESS_REFUSED'],
  ['https://[2002:7f00:1::]/', 'ADDRESS_REFUSED'],
  ['https://[2001:0:4136:e378::]/', 'ADDRESS_REFUSED'],
  ['https://[fd00::1]/', 'ADDRESS_REFUSED'],
  ['https://[fe80::1]/', 'ADDRESS_REFUSED'],
  ['https://[ff02::1]/', 'ADDRESS_REFUSED'],
  ['https://[fec0::1]/', 'ADDRESS_REFUSED'],
])('#43 refused when it is set: %s', (url, expected) => {
  expect(faultOf(url)).toEqual(expected);
});

test('#43 every form of an inner IPv4 address is refused (property)', () => {
  const inner = fc.oneof(
    fc.tuple(fc.constantFrom(10, 127, 0), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)),
  );
  fc.assert(
    fc.property(inner, (bytes) => {
      const [a, b, c, d] = bytes;
      const whole = ((a * 256 + b) * 256 + c) * 256 + d;
      const hex = (value: number, width: number) => value.toString(16).padStart(width, '0');
      const [high, low] = [hex(a * 256 + b, 4), hex(c * 256 + d, 4)];
      const hosts = [
        bytes.join('.'),
        String(whole),
        `0x${hex(whole, 8)}`,
        `0${whole.toString(8)}`,
        bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
        `${a}.${b}.${c * 256 + d}`,
        `[::ffff:${bytes.join('.')}]`,
        `[::ffff:${high}:${low}]`,
        `[::${high}:${low}]`,
        `[64:ff9b::${high}:${low}]`,
        `[64:ff9b:1::${high}:${low}]`,
        `[2002:${high}:${low}::1]`,
      ];
      for (const host of hosts) expect(faultOf(`https://${host}/`)).toBe('ADDRESS_REFUSED');
      expect(isPublicAddress(bytes.join('.'))).toBe(false);
    }),
  );
});

describe('when it is called', () => {
  let server: Server;
  let port: number;
  const seen: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.host}`);
      if (request.url === '/slow') return;
      if (request.url === '/away') return response.writeHead(302, { location: '/other' }).end();
      response.end('x'.repeat(request.url === '/long' ? 300_000 : 3));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const inside = [{ address: '93.184.216.34' }, { address: '10.0.0.1' }];
  test.each([
    ['private', [{ address: '10.0.0.1' }]],
    ['one of several', inside],
    ['mapped', [{ address: '::ffff:127.0.0.1' }]],
    ['no address', []],
    ['zone', [{ address: 'fe80::1%eth0' }]],
  ])('#43 a name that resolves inside is refused: %s', async (_name, found) => {
    const outbound = createOutbound(strict, () => Promise.resolve(found));
    const sent = outbound.send({ url: 'https://hook.example.com/', method: 'POST', body: '{}' });
    await expect(sent).rejects.toMatchObject({ fault: 'ADDRESS_REFUSED' });
  });

  test('#43 rebinding: a name is asked once, the connection goes where it was judged', async () => {
    let asked = 0;
    const outbound = createOutbound({ allowLoopback: true }, () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1' }]);
    });
    const url = `http://localhost:${port}/once`;
    const answer = await outbound.send({ url, method: 'POST', body: '{}' });
    expect([answer.status, answer.body, asked]).toEqual([200, 'xxx', 1]);
    expect(seen.at(-1)).toBe(`POST /once localhost:${port}`);
  });

  test('#43 redirects are answers, long ones are cut, slow ones end in time', async () => {
    const outbound = createOutbound({ allowLoopback: true });
    const send = (path: string, timeoutMs?: number) =>
      outbound.send({
        url: `http://127.0.0.1:${port}${path}`,
        method: 'GET',
        ...(timeoutMs !== undefined && { timeoutMs }),
      });
    expect((await send('/away')).status).toBe(302);
    expect(seen.at(-1)).toContain('/away');
    expect((await send('/long')).body).toHaveLength(64 * 1024);
    await expect(send('/slow', 200)).rejects.toMatchObject({ code: 'TIMEOUT' });
  });
});
