import type { Ctx } from '../context/ctx.js';
import type { RequestContext } from '../context/request.js';

/** The kernel's context behind `Ctx`, for core's own services. */
export function kernelOf(ctx: Ctx): RequestContext {
  if ('runtime' in ctx) return ctx as RequestContext;
  throw new Error('The context was not made by the kernel.');
}
