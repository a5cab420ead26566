import type { RequestContext } from '../context/request.js';
import type { Wanted } from './live-hub.js';
import type { LiveStream } from './live-stream.js';

/**
 * The source of a subscription field: `@Subscription(..., { subscribe: ({ context, args }) =>
 * liveEvents(context, { name, wanted }) })`. Its resolver gets each event as `@Root()` with the
 * rights of that moment; events about records that the caller may not read then are left out.
 */
export function liveEvents(
  ctx: RequestContext,
  source: {
    /** Event name; without it all. */
    name?: string;
    wanted?: Wanted;
  },
): LiveStream {
  const { name, wanted } = source;
  return ctx.runtime.live.open(
    ctx.organizationId,
    (event) => (name === undefined || event.name === name) && (wanted?.(event) ?? true),
  );
}
