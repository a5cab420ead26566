import type { HttpAnswer, TestApp, TestHttp } from '@bureau/testing';

/** Sends what a client of the real server sends, and things that no client should. */
export interface HttpClient {
  owner: string;
  viewer: string;
  /** An operation with a token (the owner's when none is named). */
  ask(query: string, sent?: Sent): Promise<HttpAnswer>;
  /** An operation without credential. */
  anonymous(query: string): Promise<HttpAnswer>;
  /** Any request; nothing is added to it. */
  raw(init: RequestInit & { path?: string }): Promise<RawAnswer>;
}

export interface Sent {
  token?: string;
  variables?: Record<string, unknown>;
  headers?: Record<string, string>;
}

export interface RawAnswer {
  status: number;
  text: string;
  headers: Headers;
}

/** A client with an owner's and a viewer's key of the app's organization. */
export async function httpClient(app: TestApp): Promise<HttpClient> {
  const http: TestHttp = await app.http();
  const [owner, viewer] = [await app.token('owner'), await app.token('viewer')];
  return {
    owner,
    viewer,
    ask: (query, { token = owner, variables = {}, headers = {} } = {}) =>
      http.post({ query, variables, token, headers }),
    anonymous: (query) => http.post({ query }),
    raw: async ({ path = '/graphql', ...init }) => {
      const response = await fetch(`${http.url}${path}`, { redirect: 'manual', ...init });
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
  };
}

/** The codes of the errors of an answer, in their order. */
export function codes({ body }: HttpAnswer): string[] {
  const errors = (body.errors ?? []) as { extensions: { code: string } }[];
  return errors.map(({ extensions }) => extensions.code);
}

export const json = { 'content-type': 'application/json' };
export const bearer = (token: string) => ({ ...json, authorization: `Bearer ${token}` });
export const bodyOf = (query: string) => JSON.stringify({ query });
