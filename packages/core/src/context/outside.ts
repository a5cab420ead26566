import { serviceToken } from '../plugin/definition.js';
import { inTransaction } from '../write/transaction.js';
import type { Ctx } from './ctx.js';
import { runtimeOf } from '../files/file-service.js';
import { systemPrincipal } from './system.js';
import type { RequestContext } from './request.js';

/** Where and as what something is done for a caller from outside. */
export interface OutsideWork {
  /** Uuid, out of a token that the plugin gave away; it need not be one of ours. */
  organizationId: string;
  /** Name for the audit trail. */
  operation: string;
}

/** Work for callers without a credential who hold a token of the plugin's own. */
export interface OutsideService {
  /**
   * Runs work as the platform in the organization, in a transaction of its own; `undefined` when
   * there is no such organization. The plugin answers for what the token proves, and for what the
   * work gives away: every permission is held. What it wrote stays when the caller is refused
   * afterwards, such as the count of an attempt.
   */
  run<T>(ctx: Ctx, where: OutsideWork, work: (ctx: Ctx) => Promise<T>): Promise<T | undefined>;
}

/** `ctx.service(Outside).run(ctx, { organizationId, operation: 'shareLinkOpen' }, work)`. */
export const Outside = serviceToken<OutsideService>('core.outside');

/** The one implementation. */
export const outsideService: OutsideService = {
  async run(ctx, { organizationId, operation }, work) {
    const runtime = runtimeOf(ctx);
    if (!(await runtime.vault.has(organizationId))) return undefined;
    const principal = systemPrincipal(runtime.composition, organizationId);
    const { caller } = ctx as RequestContext;
    const { value } = await inTransaction(
      runtime,
      { ...caller, principal },
      { operation, isMutation: true, work },
    );
    return value;
  },
};
