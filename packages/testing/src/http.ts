import { createLogger, serve } from '@bureau/server';
import type { TestPlatform } from './platform.js';
import { openSocket, type TestSocket } from './socket.js';

/** The real server over the database of a test. */
export interface TestHttp {
  /** `http://127.0.0.1:41234`, without a path. */
  url: string;
  /** Sends an operation to `/graphql`; the token goes into `authorization`. */
  post(operation: HttpOperation): Promise<HttpAnswer>;
  /** Opens a socket and on it a subscription; resolves when it is acknowledged or closed. */
  subscribe(operation: HttpOperation): Promise<TestSocket>;
}

export interface HttpOperation {
  query: string;
  variables?: Readonly<Record<string, unknown>>;
  token?: string;
  /** Of the message on a socket: `documentId` of a registered document. */
  extensions?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  body: ReturnType<JSON['parse']>;
}

/** Starts the server on a free port of the loopback; it stops when the platform is closed. */
export async function startHttp(platform: TestPlatform): Promise<TestHttp> {
  const { urls } = platform.database;
  const { url, stop } = await serve({
    config: { plugins: platform.entries, database: {} },
    composition: platform.composition,
    environment: {
      port: 0,
      host: '127.0.0.1',
      dataDir: platform.dataDir,
      databaseUrl: urls.app,
      databaseOwnerUrl: urls.owner,
      demo: false,
      development: platform.allowLoopback,
      ...(platform.mail && { mail: platform.mail }),
      ...(platform.runtime.publicUrl && { publicUrl: platform.runtime.publicUrl }),
      logLevel: 'silent',
      drainSeconds: 1,
      work: true,
      workConcurrency: 2,
    },
    logger: createLogger({ level: 'silent' }),
  });
  platform.onClose(stop);
  return {
    url,
    post: (operation) => post(url, operation),
    subscribe: (operation) => openSocket(url, operation),
  };
}

async function post(url: string, operation: HttpOperation): Promise<HttpAnswer> {
  const { query, variables = {}, token, headers } = operation;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
