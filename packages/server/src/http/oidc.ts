import type { IncomingMessage, ServerResponse } from 'node:http';
import { arriveFromProvider, departToProvider, OidcRefused, type Runtime } from '@bureau/core';
import type { Logger } from '../log.js';
import { sendJson } from './answer.js';
import type { Exchange } from './exchange.js';
import { pathOf, type Route } from './route.js';
import { clearedCookie, cookieHeader, cookieOf, sessionCookieHeader } from './session-cookie.js';

const PREFIX = '/auth/oidc/';
const PATH = /^\/auth\/oidc\/([a-z][a-z0-9-]{0,59})\/([a-z][a-z0-9-]{0,59})\/(start|callback)$/;
const FLIGHT = '__Host-bureau-sign-in';
const FLIGHT_MS = 10 * 60_000;
/** Two requests to the provider, each with 5 s, and our own work. */
const DEADLINE_MS = 25_000;

export interface OidcRoutesOptions {
  logger: Logger;
  /** Address of this server as browsers know it, without a slash at its end. */
  publicUrl(): string;
}

/**
 * `GET /auth/oidc/<organization>/<provider>/start` sends the browser to the identity provider,
 * `.../callback` takes it back and ends in a session cookie and a redirect to `?returnTo=` of the
 * start. Every refusal is one answer; the reason stands in the log.
 */
export function oidcRoute(runtime: Runtime, options: OidcRoutesOptions): Route {
  return {
    method: 'GET',
    path: PREFIX,
    prefix: true,
    handle: async (request, response, exchange) => {
      const [, organization, provider, step] = PATH.exec(pathOf(request)) ?? [];
      if (organization === undefined || provider === undefined) return refuse(response, exchange);
      const visit = { organization, provider, request, response, exchange };
      try {
        await (step === 'start' ? depart : arrive)(runtime, options, visit);
      } catch (error) {
        if (!(error instanceof OidcRefused)) throw error;
        const { requestId } = exchange;
        options.logger.warn({ err: error.cause, requestId }, 'sign-in by OIDC refused');
        response.setHeader('set-cookie', clearedCookie(FLIGHT));
        refuse(response, exchange);
      }
    },
  };
}

interface Visit {
  organization: string;
  provider: string;
  request: IncomingMessage;
  response: ServerResponse;
  exchange: Exchange;
}

async function depart(runtime: Runtime, options: OidcRoutesOptions, visit: Visit): Promise<void> {
  const returnTo = new URLSearchParams(searchOf(visit.request)).get('returnTo') ?? undefined;
  const asked = requestOf(options, visit);
  const { location, flight } = await departToProvider(runtime, asked, returnTo);
  const end = new Date(Date.now() + FLIGHT_MS);
  visit.response.setHeader('set-cookie', cookieHeader(FLIGHT, flight, end));
  redirect(visit.response, location);
}

async function arrive(runtime: Runtime, options: OidcRoutesOptions, visit: Visit): Promise<void> {
  const { request, response } = visit;
  const flight = cookieOf(request.headers.cookie, FLIGHT) ?? '';
  const back = { search: searchOf(request), flight };
  const { session, returnTo } = await arriveFromProvider(runtime, requestOf(options, visit), back);
  response.setHeader('set-cookie', [
    sessionCookieHeader(session.token, session.expiresAt),
    clearedCookie(FLIGHT),
  ]);
  redirect(response, returnTo);
}

function requestOf(options: OidcRoutesOptions, visit: Visit) {
  const { organization, provider, request, exchange } = visit;
  const { requestId, remoteAddress } = exchange;
  const userAgent = request.headers['user-agent'];
  return {
    ...{ organization, provider, requestId },
    redirectUri: `${options.publicUrl()}${PREFIX}${organization}/${provider}/callback`,
    deadline: Date.now() + DEADLINE_MS,
    origin: { ...(remoteAddress && { address: remoteAddress }), ...(userAgent && { userAgent }) },
  };
}

function searchOf({ url = '' }: IncomingMessage): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'content-length': 0 }).end();
}

function refuse(response: ServerResponse, { requestId }: Exchange): void {
  const message = 'The sign-in was refused. Begin it again, or ask an administrator.';
  const extensions = { code: 'UNAUTHENTICATED', requestId, retryable: false };
  sendJson(response, 401, { errors: [{ message, extensions }] });
}
