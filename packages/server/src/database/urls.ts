import { createHmac } from 'node:crypto';

/** Connection URLs of the run-time roles. */
export interface RoleUrls {
  app: string;
  worker: string;
  reader: string;
}

/** And of the owner, where it is known: migrations need it, the server does not. */
export interface DatabaseUrls extends RoleUrls {
  owner?: string;
}

export const roleNames = {
  owner: 'bureau_owner',
  app: 'bureau_app',
  worker: 'bureau_worker',
  reader: 'bureau_reader',
} as const;

/** Name, password and database of a connection URL. */
export interface Credentials {
  user: string;
  password: string;
  database: string;
}

/**
 * The worker and the reader connect to the same database with passwords that follow from the app's:
 * base64url(HMAC-SHA256(app password, 'bureau:worker' or 'bureau:reader')); none, when the URL has
 * none.
 */
export function deriveUrls(appUrl: string): RoleUrls {
  const { password } = credentialsOf(appUrl);
  const derived = (role: 'worker' | 'reader'): string =>
    withCredentials(appUrl, {
      user: roleNames[role],
      password:
        password && createHmac('sha256', password).update(`bureau:${role}`).digest('base64url'),
    });
  return { app: appUrl, worker: derived('worker'), reader: derived('reader') };
}

/** Reads `postgres://user:password@host:port/database`, or the same as query parameters. */
export function credentialsOf(databaseUrl: string): Credentials {
  const url = new URL(databaseUrl);
  return {
    user: decodeURIComponent(url.username) || (url.searchParams.get('user') ?? ''),
    password: decodeURIComponent(url.password) || (url.searchParams.get('password') ?? ''),
    database: decodeURIComponent(url.pathname.slice(1)) || (url.searchParams.get('dbname') ?? ''),
  };
}

/** The same server and options, another database. */
export function withDatabase(databaseUrl: string, database: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

/** Host, port and database for people; never a password. */
export function placeOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const host = url.host || url.searchParams.get('host') || 'localhost';
  return `${host}/${credentialsOf(databaseUrl).database}`;
}

function withCredentials(databaseUrl: string, who: { user: string; password: string }): string {
  const url = new URL(databaseUrl);
  const inQuery = url.host === ''; // a Unix socket: such a URL has no place for a user
  if (inQuery) {
    url.searchParams.set('user', who.user);
    if (who.password) url.searchParams.set('password', who.password);
  } else {
    url.username = who.user;
    url.password = who.password;
    url.searchParams.delete('user');
    url.searchParams.delete('password');
  }
  return url.href;
}
