import type { HttpOperation } from './http.js';

type Loose = ReturnType<JSON['parse']>;

/** A subscription on a socket of its own. */
export interface TestSocket {
  /** The next answer, in the order of arrival; rejects after half a minute without one. */
  next(): Promise<Loose>;
  /** Answers that came and were not taken. */
  readonly waiting: readonly Loose[];
  /** Code and reason of the end, by whichever side. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Opens another subscription; its answers come in the same order. */
  subscribe(operation: Pick<HttpOperation, 'query' | 'variables' | 'extensions'>): void;
  close(): void;
}

interface Message {
  type: string;
  payload?: Loose;
}

const PATIENCE_MS = 30_000;

/** The protocol graphql-transport-ws as a client speaks it, with the WebSocket of Node. */
export async function openSocket(url: string, operation: HttpOperation): Promise<TestSocket> {
  const { token, headers = {} } = operation;
  const options = { protocols: ['graphql-transport-ws'], headers: { ...headers } };
  const address = `${url.replace(/^http/, 'ws')}/graphql`;
  // The options are Node's own: browsers take protocols only.
  const socket = new WebSocket(address, options as unknown as string[]);
  const inbox = new Inbox();
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason }));
  });
  const acknowledged = new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === 'connection_ack') resolve();
      if (message.type === 'next') inbox.put(message.payload);
      if (message.type === 'error') inbox.put({ errors: message.payload });
      if (message.type === 'complete') inbox.put({ complete: true });
    });
  });
  socket.addEventListener('open', () => {
    const payload = token === undefined ? {} : { authorization: `Bearer ${token}` };
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
  });
  let count = 0;
  const subscribe: TestSocket['subscribe'] = ({ query, variables = {}, extensions }) => {
    const payload = { query, variables, ...(extensions && { extensions }) };
    socket.send(JSON.stringify({ id: String(++count), type: 'subscribe', payload }));
  };
  await Promise.race([acknowledged, closed]);
  if (socket.readyState === WebSocket.OPEN) subscribe(operation);
  return {
    next: () => inbox.next(),
    waiting: inbox.waiting,
    closed,
    subscribe,
    close: () => socket.close(1000),
  };
}

class Inbox {
  readonly waiting: Loose[] = [];
  private takers: ((answer: Loose) => void)[] = [];

  put(answer: Loose): void {
    const taker = this.takers.shift();
    if (taker) taker(answer);
    else this.waiting.push(answer);
  }

  next(): Promise<Loose> {
    if (this.waiting.length > 0) return Promise.resolve(this.waiting.shift());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No answer came.')), PATIENCE_MS);
      this.takers.push((answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
  }
}
