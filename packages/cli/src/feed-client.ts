import type { ToldEvent } from '@bureau/core';

/** Where the feed of an organization is read, and as whom. */
export interface FeedClientOptions {
  /** `http://127.0.0.1:4000`; the path is /graphql. */
  server: string;
  /** API key; its organization and its rights decide what is told. */
  token: string;
  signal: AbortSignal;
}

/** A stretch of the feed. */
export interface FeedPage {
  nodes: ToldEvent[];
  cursor: string | null;
  hasMore: boolean;
  latest: string | null;
}

/** The server refused for good: another try would end the same. */
export class FeedRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FeedRefused';
  }
}

/** The server does not answer now, or asks for patience. */
export class FeedUnavailable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FeedUnavailable';
  }
}

const CHANGES = `query Changes($after: String, $first: Int!) {
  changes(after: $after, first: $first) {
    nodes { id name version recordType recordId action fields recordVersion isTest at }
    cursor hasMore latest } }`;

/** Codes after which it is worth to ask again. */
const PASSING = new Set(['THROTTLED', 'UNAVAILABLE', 'DEADLINE', 'INTERNAL', 'CONFLICT']);
const TIMEOUT_MS = 30_000;

interface Answer {
  data?: { changes: FeedPage } | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/**
 * A page of the feed behind the cursor.
 * @throws FeedRefused or FeedUnavailable with what the server said.
 */
export async function readFeed(
  { server, token, signal }: FeedClientOptions,
  page: { after: string | null; first: number },
): Promise<FeedPage> {
  const { data, errors } = await ask();
  const [error] = errors ?? [];
  if (data && !error) return data.changes;
  const code = error?.extensions?.code ?? 'INTERNAL';
  const message = `${code}: ${error?.message ?? 'no answer'}`;
  throw PASSING.has(code) ? new FeedUnavailable(message) : new FeedRefused(message);

  async function ask(): Promise<Answer> {
    try {
      const response = await fetch(new URL('/graphql', server), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: CHANGES, variables: page }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return (await response.json()) as Answer;
    } catch (error) {
      throw new FeedUnavailable(`${server} does not answer: ${reasonOf(error)}`);
    }
  }
}

/** What stands behind `fetch failed`. */
export function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error & { cause?: { code?: unknown } };
  if (typeof cause?.code === 'string') return cause.code;
  return name === 'TimeoutError' ? 'TIMEOUT' : message;
}
