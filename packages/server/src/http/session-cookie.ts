import type { SessionCookie } from '@bureau/core';

/**
 * A session in a browser: out of reach of scripts, sent over TLS only (and to localhost), never to
 * another host or with requests that another site makes (RFC 6265bis; the prefix `__Host-` makes
 * the browser hold the server to it).
 */
const SESSION = '__Host-bureau-session';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** The header's value for a cookie with these attributes; without a value it is taken away. */
export function cookieHeader(name: string, value: string, end: Date): string {
  return `${name}=${value}; ${ATTRIBUTES}; Expires=${end.toUTCString()}`;
}

/** The header's value that takes a cookie away. */
export function clearedCookie(name: string): string {
  return `${name}=; ${ATTRIBUTES}; Max-Age=0`;
}

/** The value of a cookie of a request; the first one where it is there twice. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The session's token in the cookies of a request. */
export function sessionTokenOf(cookies: string | undefined): string | undefined {
  return cookieOf(cookies, SESSION) || undefined;
}

/** The header's value that carries a session. */
export function sessionCookieHeader(token: string, expiresAt: Date): string {
  return cookieHeader(SESSION, token, expiresAt);
}

interface Headers {
  get(name: string): string | undefined;
}

/**
 * Whether a page of this server made the request, as the browser says: by `Origin`, or for reads,
 * where it sends none, by `Sec-Fetch-Site`. Says neither, so it is no browser and needs no cookie.
 */
export function isOwnPage(headers: Headers, publicUrl?: string): boolean {
  const origin = headers.get('origin');
  if (origin === undefined) return headers.get('sec-fetch-site') === 'same-origin';
  if (publicUrl !== undefined) return origin === publicUrl;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}

/** What the answer to one request does with the session's cookie. */
export class CookieReply implements SessionCookie {
  isUsed = false;
  /** The header's value, when there is something to set. */
  header: string | undefined;

  set(token: string, expiresAt: Date): void {
    this.header = sessionCookieHeader(token, expiresAt);
  }

  clear(): void {
    this.header = clearedCookie(SESSION);
  }
}
