import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** What verifies deliveries: the library of the standard, as a receiver would use it. */
interface Verifier {
  verify(body: string, headers: Record<string, string>): unknown;
}

// The library belongs to core, which signs; a receiver is another program.
const require = createRequire(new URL('../../../core/package.json', import.meta.url));
const { Webhook } = require('standardwebhooks') as { Webhook: new (secret: string) => Verifier };

/** One request that came. */
export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
  at: number;
}

/** A program that takes deliveries. */
export interface Receiver {
  url(path?: string): string;
  readonly received: Received[];
  /** Statuses of the next answers; 200 when there are none. A promise delays. */
  answers: (number | { after: Promise<unknown> })[];
  at(path: string): Received[];
  close(): Promise<void>;
}

/** A real HTTP server on the loopback. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const script: Pick<Receiver, 'answers'> = { answers: [] };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      received.push({ path: request.url ?? '', headers, body, at: Date.now() });
      const answer = request.url === '/other' ? 200 : (script.answers.shift() ?? 200);
      const status = typeof answer === 'number' ? answer : 200;
      const send = () => response.writeHead(status, { location: '/moved' }).end('ok');
      if (typeof answer === 'number') send();
      else void answer.after.then(send);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return Object.assign(script, {
    url: (path = '/hook') => `http://127.0.0.1:${port}${path}`,
    received,
    at: (path: string) => received.filter((one) => one.path === path),
    close: () => closed(server),
  });
}

/** The message of a delivery when its signature holds. @throws for any other */
export function verified(secret: string, delivery: Pick<Received, 'body' | 'headers'>) {
  return new Webhook(secret).verify(delivery.body, delivery.headers) as ReturnType<JSON['parse']>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
