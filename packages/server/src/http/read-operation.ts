import type { IncomingMessage } from 'node:http';
import type { BaseContext } from '@apollo/server';
import type { Admission } from './admission.js';
import {
  type BodyLimits,
  BodyRefused,
  defaultBodyLimits,
  nesting,
  readJsonObject,
} from './body.js';
import { sentDocument, type SentOperation, withText } from './sent-document.js';

/** Brackets inside brackets of a document; the limits on operations allow less. */
const documentDepth = 300;

/**
 * The operation with the text of its document, or why it may not run.
 * @throws BodyRefused
 */
export async function readOperation<C extends BaseContext>(
  request: IncomingMessage,
  admission: Admission<C>,
  deadline: number,
): Promise<{ operation: SentOperation; error?: unknown }> {
  const body = await bodyOf(request, { ...defaultBodyLimits, bytes: admission.bodyBytes });
  const operation = { body, search: searchOf(request.url ?? '') };
  const document = sentDocument(operation);
  checkNesting(document.text ?? '');
  try {
    const text = await admission.textOf(document, deadline);
    if (text === undefined || (text === document.text && document.id === undefined)) {
      return { operation };
    }
    return { operation: withText(operation, text) };
  } catch (error) {
    return { operation, error };
  }
}

async function bodyOf(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  return request.method === 'POST' ? readJsonObject(request, limits) : undefined;
}

/**
 * The parser calls itself for each bracket: before the number of tokens is too large for it, the
 * stack may be.
 */
function checkNesting(query: string): void {
  if (nesting(query) <= documentDepth) return;
  throw new BodyRefused({
    status: 400,
    code: 'QUERY_TOO_COMPLEX',
    message: `Too complex: brackets are nested more than ${documentDepth} deep.`,
  });
}

/** The query of an address with its question mark; empty where there is none. */
export function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}
