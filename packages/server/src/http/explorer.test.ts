import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { explorerRoute } from './explorer.js';

const { handle } = explorerRoute('/graphql');
const exchange = { requestId: 'r', remoteAddress: '', signal: new AbortController().signal };
const server = createServer((request, response) => void handle(request, response, exchange));
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test('the explorer is one page that runs by its own policy', async () => {
  const response = await fetch(`${url}/explorer`);
  const html = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(html).toContain('"endpoint":"/graphql"');
  expect(html).not.toMatch(/<(script|link|img|iframe)[^>]*(src|href)="(https?:)?\/\//);
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
  const script = html.slice(html.indexOf('<script>') + 8, html.lastIndexOf('</script>'));
  const hash = createHash('sha256').update(script).digest('base64');
  expect(policy).toContain(`script-src 'sha256-${hash}'`);
  const etag = response.headers.get('etag') ?? '';
  const again = await fetch(`${url}/explorer`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
});
