import { connect, type Socket } from 'node:net';

/** One answer as far as the driver looks at it: the body's first bytes and its length. */
export interface Answer {
  status: number;
  /** Bytes of the body; -1 for a chunked one. */
  length: number;
  /** The part of the body that came with the head: all of it for small answers. */
  start: Buffer;
}

/** One request, head and body ready to send, and what its answer must be. */
export interface Shot {
  request: Buffer;
  accept(answer: Answer): boolean;
}

/** A load of bounded time on one loopback address. */
export interface Load {
  port: number;
  connections: number;
  milliseconds: number;
  /** The next request of a connection; called once its last answer is there. */
  next(connection: number): Shot;
}

export interface LoadResult {
  requests: number;
  seconds: number;
  /** Milliseconds of each request, sorted. */
  latencies: Float64Array;
  /** Answers that were not accepted. */
  refused: number;
  /** The beginning of one of them. */
  wrong?: string | undefined;
}

const HOST = '127.0.0.1';

/**
 * Sends requests over keep-alive connections, one at a time on each, until the time is over.
 * Written on sockets with requests made ahead, so that the driver takes as little as possible of
 * the cores that it shares with what it measures.
 * @throws Error when a connection breaks.
 */
export async function drive(load: Load): Promise<LoadResult> {
  const started = performance.now();
  const until = started + load.milliseconds;
  const runs = Array.from({ length: load.connections }, (_, index) => {
    const run = new Connection(load, index, until);
    return run.finished;
  });
  const parts = await Promise.all(runs);
  const seconds = (performance.now() - started) / 1_000;
  const latencies = Float64Array.from(parts.flatMap((part) => part.latencies)).sort();
  const refused = parts.reduce((sum, part) => sum + part.refused, 0);
  const wrong = parts.find((part) => part.wrong !== undefined)?.wrong;
  return { requests: latencies.length, seconds, latencies, refused, wrong };
}

interface Part {
  latencies: number[];
  refused: number;
  wrong?: string;
}

class Connection {
  readonly finished: Promise<Part>;
  private readonly socket: Socket;
  private readonly part: Part = { latencies: [], refused: 0 };
  private shot: Shot | undefined;
  private sentAt = 0;
  private head: Buffer | undefined;
  private answer: Answer | undefined;
  /** Bytes of the body that are still to come; -1 while a chunked body runs. */
  private missing = 0;

  constructor(
    private readonly load: Load,
    private readonly index: number,
    private readonly until: number,
  ) {
    this.socket = connect({ port: load.port, host: HOST, noDelay: true });
    this.finished = new Promise((resolve, reject) => {
      this.socket.on('connect', () => this.send());
      this.socket.on('data', (chunk) => this.receive(chunk));
      this.socket.on('error', reject);
      this.socket.on('close', () => {
        if (this.shot) reject(new Error('The server closed a connection under load.'));
        else resolve(this.part);
      });
    });
  }

  private send(): void {
    this.shot = this.load.next(this.index);
    this.sentAt = performance.now();
    this.socket.write(this.shot.request);
  }

  private receive(chunk: Buffer): void {
    if (this.answer) {
      this.take(chunk);
      return;
    }
    const head = this.head ? Buffer.concat([this.head, chunk]) : chunk;
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      this.head = head;
      return;
    }
    this.head = undefined;
    const start = head.subarray(end + 4);
    this.answer = { ...headOf(head.toString('latin1', 0, end)), start };
    this.missing = this.answer.length;
    this.take(start);
  }

  private take(body: Buffer): void {
    if (this.missing < 0) {
      const last = body.subarray(Math.max(0, body.length - 5)).toString('latin1');
      if (last === '0\r\n\r\n') this.done();
      return;
    }
    this.missing -= body.length;
    if (this.missing <= 0) this.done();
  }

  private refuse({ status, start }: Answer): void {
    this.part.refused += 1;
    this.part.wrong ??= `${status} ${start.toString().slice(0, 300)}`;
  }

  private done(): void {
    const now = performance.now();
    this.part.latencies.push(now - this.sentAt);
    if (this.answer && !this.shot?.accept(this.answer)) this.refuse(this.answer);
    this.answer = undefined;
    this.missing = 0;
    this.shot = undefined;
    if (now < this.until) this.send();
    else this.socket.end();
  }
}

function headOf(head: string): { status: number; length: number } {
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return { status, length: length === undefined ? -1 : Number(length) };
}

/** A POST of JSON in the bytes that go over the wire. */
export function postBytes(call: {
  port: number;
  path: string;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}): Buffer {
  const body = Buffer.from(JSON.stringify(call.body));
  const lines = [
    `POST ${call.path} HTTP/1.1`,
    `host: ${HOST}:${call.port}`,
    'accept: application/json',
    'content-type: application/json',
    `content-length: ${body.length}`,
    ...Object.entries(call.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}
