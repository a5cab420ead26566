import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Route } from './route.js';

interface Page {
  plain: Buffer;
  zipped: Buffer;
  policy: string;
  etag: string;
}

/**
 * `/explorer`: GraphiQL as one page that asks nothing of any other host. It is made (9 MB) with the
 * first request, and kept.
 */
export function explorerRoute(endpoint: string): Route {
  let page: Promise<Page> | undefined;
  return {
    method: 'GET',
    path: '/explorer',
    async handle(request, response) {
      const { plain, zipped, policy, etag } = await (page ??= makePage(endpoint));
      response.setHeader('content-security-policy', policy);
      response.setHeader('cache-control', 'no-cache');
      response.setHeader('etag', etag);
      response.setHeader('vary', 'accept-encoding');
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304).end();
        return;
      }
      const small = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (small) response.setHeader('content-encoding', 'gzip');
      const body = small ? zipped : plain;
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': body.length,
      });
      response.end(body);
    },
  };
}

async function makePage(endpoint: string): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const title = 'Bureau explorer';
  const rendered = renderGraphiQL({ title, endpoint, defaultQuery: '{ __typename }' });
  const html = rendered.trim().replaceAll(/\r\n?/g, '\n'); // as a browser reads it: it is hashed
  const plain = Buffer.from(html);
  return {
    plain,
    zipped: await promisify(gzip)(plain),
    policy: policyOf(html),
    etag: `"${createHash('sha256').update(plain).digest('base64url')}"`,
  };
}

/**
 * Only the scripts of the page itself run, and their workers; the editor sets styles as it goes.
 * Requests go to this server only.
 */
function policyOf(html: string): string {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')} blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
