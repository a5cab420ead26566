import type { SentDocument } from '@bureau/core';

/** An operation as it came: a JSON object, or the query of the address. */
export interface SentOperation {
  body: unknown;
  /** With its question mark; empty when there is none. */
  search: string;
}

type Json = Record<string, unknown>;

/**
 * What a request names as its document: `query`, and as its id `documentId` (GraphQL over HTTP) or
 * `extensions.persistedQuery.sha256Hash`. What is of another form is left to the checks of the
 * request.
 */
export function sentDocument({ body, search }: SentOperation): SentDocument {
  const given = body === undefined ? fromSearch(search) : (body as Json);
  const text = given['query'];
  const id = given['documentId'] ?? persistedId(given['extensions']);
  return {
    ...(typeof text === 'string' && text !== '' && { text }),
    ...(id !== undefined && id !== null && { id: String(id) }),
  };
}

/** The same operation with the text of its document, and without an id. */
export function withText({ body, search }: SentOperation, text: string): SentOperation {
  if (body !== undefined) {
    const { documentId: _id, ...rest } = body as Json;
    const extensions = withoutId(rest['extensions']);
    return { body: { ...rest, query: text, ...(extensions && { extensions }) }, search };
  }
  const values = new URLSearchParams(search);
  values.set('query', text);
  values.delete('documentId');
  const extensions = withoutId(jsonOf(values.get('extensions')));
  if (extensions) values.set('extensions', JSON.stringify(extensions));
  return { body, search: `?${values.toString()}` };
}

function fromSearch(search: string): Json {
  const values = new URLSearchParams(search);
  return {
    query: values.get('query'),
    documentId: values.get('documentId'),
    extensions: jsonOf(values.get('extensions')),
  };
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function persistedId(extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  const hash = persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? `sha256:${hash}` : undefined;
}

function withoutId(extensions: unknown): Json | undefined {
  if (typeof extensions !== 'object' || extensions === null) return undefined;
  const { persistedQuery: _hash, ...rest } = extensions as Json;
  return rest;
}
