import { type Ctx, Queries, Refusal } from '@bureau/core';
import { templateErrors } from './errors.js';
import { namesIn, TemplateFault } from './render/liquid.js';

/** What every template may name. */
const ALWAYS = ['values', 'organization', 'today'];

/**
 * That a text can be read, that its query is one of this graph, and that it names nothing else.
 * @throws DOCUMENTS_TEMPLATE_FAULT, DOCUMENTS_TEMPLATE_QUERY, DOCUMENTS_TEMPLATE_NAME
 */
export function demandWords(
  ctx: Ctx,
  { body, query }: { body: string; query: string | null },
): void {
  const known = [...ALWAYS, ...(query === null ? [] : keysOf(ctx, query))];
  let names: string[];
  try {
    names = namesIn(body);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw templateErrors.TEMPLATE_FAULT({ fault: error.message }, ['input', 'body']);
  }
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const data = { name: unknown, known: known.join(', ') };
  throw templateErrors.TEMPLATE_NAME(data, ['input', 'body']);
}

function keysOf(ctx: Ctx, query: string): string[] {
  try {
    return ctx.service(Queries).keys(ctx, query);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw templateErrors.TEMPLATE_QUERY({ fault: error.message }, ['input', 'query']);
  }
}
