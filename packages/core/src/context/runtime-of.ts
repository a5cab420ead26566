import type { Ctx } from './ctx.js';
import { RequestContext } from './request.js';

/**
 * The kernel's own face of a context. Plugins do not see it: their contract ends at `Ctx`; core's
 * services reach the composition and the pools through it.
 */
export function requestOf(ctx: Ctx): RequestContext {
  if (ctx instanceof RequestContext) return ctx;
  throw new Error('The context was not made by the kernel.');
}
