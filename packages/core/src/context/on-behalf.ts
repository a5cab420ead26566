import { auditReads } from '../audit/secret-reads.js';
import { actingPrincipal } from '../jobs/actor.js';
import { runtimeOf } from '../files/file-service.js';
import { serviceToken } from '../plugin/definition.js';
import type { Ctx } from './ctx.js';
import { RequestContext } from './request.js';

/** Whose rights count, and what for. */
export interface Behalf {
  /** Membership (uuid). */
  userId: string;
  /** Name for the audit trail, of reads of secret fields. */
  operation: string;
}

/** Reads of the platform that stand for a user who is not there: reports, watched figures. */
export interface OnBehalfService {
  /**
   * Reads with the rights that a user has at this moment, outside of any transaction; `undefined`
   * for a user who is not active any more. The plugin answers for whom it tells what was read.
   * @throws whatever the work throws
   */
  read<T>(ctx: Ctx, behalf: Behalf, work: (ctx: Ctx) => Promise<T>): Promise<T | undefined>;
}

/** `ctx.service(OnBehalf).read(ctx, { userId, operation: 'scheduledReport' }, work)`. */
export const OnBehalf = serviceToken<OnBehalfService>('core.onBehalf');

/** The one implementation. */
export const onBehalfService: OnBehalfService = {
  async read(ctx, { userId, operation }, work) {
    const runtime = runtimeOf(ctx);
    const { organizationId, requestId, deadline } = ctx;
    const actor = { kind: 'user', id: userId, userId, organizationId } as const;
    const principal = await actingPrincipal(runtime, actor);
    if (!principal) return undefined;
    const caller = { principal, requestId, deadline };
    const value = await work(new RequestContext(runtime, caller));
    await auditReads(runtime, caller, operation);
    return value;
  },
};
