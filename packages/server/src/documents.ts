import type { IncomingMessage } from 'node:http';
import { holds, Refusal, SCHEMA_READ, type Composition, type Runtime } from '@bureau/core';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { requestPrincipal } from './admission.js';
import { sendJson, sendText } from './http/answer.js';
import type { Route } from './http/route.js';

/**
 * Texts beside the API: `/schema.graphql` (SDL; like introspection it takes `core.schema.read`) and
 * `/errors` (every code with its meaning; the page that `docs` of an error names).
 */
export function documentRoutes(runtime: Runtime): Route[] {
  const { composition } = runtime;
  let sdl: string | undefined;
  return [
    {
      method: 'GET',
      path: '/schema.graphql',
      handle: async (request, response) => {
        const refusal = await schemaRefusal(runtime, request);
        if (refusal) {
          const { status, code, message } = refusal;
          sendJson(response, status, { errors: [{ message, extensions: { code } }] });
          return;
        }
        sdl ??= printSchema(lexicographicSortSchema(composition.schema));
        sendText(response, { status: 200, type: 'text/plain; charset=utf-8', text: sdl });
      },
    },
    {
      method: 'GET',
      path: '/errors',
      handle: (_request, response) => {
        const text = errorPage(composition);
        sendText(response, { status: 200, type: 'text/plain; charset=utf-8', text });
      },
    },
  ];
}

interface SchemaRefusal {
  status: number;
  code: string;
  message: string;
}

/** Why this caller does not get the schema; undefined when nothing speaks against it. */
async function schemaRefusal(
  runtime: Runtime,
  request: IncomingMessage,
): Promise<SchemaRefusal | undefined> {
  const message = `Send "Authorization: Bearer ..." of a caller who holds ${SCHEMA_READ}.`;
  try {
    const principal = await requestPrincipal(runtime, request.headers.authorization);
    if (holds(principal, SCHEMA_READ)) return undefined;
    if (principal.organizationId !== undefined) return { status: 403, code: 'FORBIDDEN', message };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      return { status: 503, code: 'UNAVAILABLE', message: 'The database does not answer.' };
    }
  }
  return { status: 401, code: 'UNAUTHENTICATED', message };
}

function errorPage(composition: Composition): string {
  const codes = [...composition.errors].sort(([a], [b]) => a.localeCompare(b));
  const lines = codes.map(([code, { message }]) => `${code}\n    ${message}`);
  const title = 'User errors of this platform, by code. Braces stand for data of the case.';
  return `${[title, ...lines].join('\n\n')}\n`;
}
