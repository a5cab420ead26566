import { openPicture, PICTURES_PATH, type Runtime } from '@bureau/core';
import { refuse } from './answer.js';
import { pathOf, type Route } from './route.js';

const DEADLINE_MS = 20_000;

/**
 * `GET /pictures/<token>`: a picture that is drawn now, with the rights that whoever made the
 * address has now. The token is the only credential. Nothing on the way keeps the picture: who
 * loses a right must not go on seeing what another one was shown.
 */
export function pictureRoute(runtime: Runtime): Route {
  return {
    method: 'GET',
    path: PICTURES_PATH,
    prefix: true,
    handle: async (request, response, { requestId, signal, remoteAddress }) => {
      const svg = await openPicture(runtime, pathOf(request).slice(PICTURES_PATH.length), {
        requestId,
        signal,
        deadline: Date.now() + DEADLINE_MS,
        origin: remoteAddress ? { address: remoteAddress } : {},
      });
      response.setHeader('cache-control', 'private, no-store');
      if (svg === undefined) {
        const message = 'No picture is here. Ask for its address again.';
        refuse(response, { status: 404, code: 'NOT_FOUND', message, requestId });
        return;
      }
      const bytes = Buffer.from(svg);
      response.writeHead(200, {
        'content-type': 'image/svg+xml; charset=utf-8',
        'content-length': bytes.length,
        'content-security-policy':
          "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      response.end(request.method === 'HEAD' ? undefined : bytes);
    },
  };
}
