import type { ServerResponse } from 'node:http';
import { type Runtime, unsubscribe, UNSUBSCRIBE_PATH } from '@bureau/core';
import { refuse } from './answer.js';
import type { Exchange } from './exchange.js';
import { pathOf, type Route } from './route.js';

const DEADLINE_MS = 10_000;

/** Nothing of a mail or a person stands in it. */
const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<title>Mails of this kind</title>
<form method="post"><p>Shall mails of this kind end? What they say stays in the application.</p>
<button>End them</button></form></html>
`;

/**
 * `POST /mail/unsubscribe/<token>` ends mails of one kind for their recipient, at once and without
 * a sign-in (RFC 8058); `GET` asks first, because mail scanners follow addresses.
 */
export function unsubscribeRoutes(runtime: Runtime): Route[] {
  const at = { path: UNSUBSCRIBE_PATH, prefix: true };
  return [
    { ...at, method: 'GET', handle: (_request, response) => sendPage(response, PAGE) },
    {
      ...at,
      method: 'POST',
      handle: async (request, response, exchange) => {
        const token = tokenOf(pathOf(request));
        const isDone = await unsubscribe(runtime, token, callOf(exchange));
        if (isDone) return sendPage(response, 'The mails of this kind have ended.\n', 'text/plain');
        const message = 'This address is not good any more. Set notificationPreferenceSet instead.';
        refuse(response, {
          ...{ status: 404, code: 'NOT_FOUND', message },
          requestId: exchange.requestId,
        });
      },
    },
  ];
}

function tokenOf(path: string): string {
  try {
    return decodeURIComponent(path.slice(UNSUBSCRIBE_PATH.length));
  } catch {
    return '';
  }
}

function callOf({ requestId, remoteAddress }: Exchange) {
  const origin = remoteAddress ? { address: remoteAddress } : {};
  return { requestId, deadline: Date.now() + DEADLINE_MS, origin };
}

function sendPage(response: ServerResponse, text: string, type = 'text/html'): void {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': "default-src 'none'; form-action 'self'",
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
