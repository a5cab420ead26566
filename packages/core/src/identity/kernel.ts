import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';

/**
 * The request behind a context of core's own resolvers: sign-in needs the runtime, because it works
 * before an organization is known and counts what a transaction would take back.
 */
export function kernelOf(ctx: Ctx): RequestContext {
  if (ctx instanceof RequestContext) return ctx;
  throw new Error('The context was not made by the kernel.');
}
