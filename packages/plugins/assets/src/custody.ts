import type { Ctx } from '@bureau/core';
import type { Asset } from './asset.entity.js';
import { CustodyPeriod, type CustodyReason } from './custody-period.entity.js';
import { errors } from './errors.js';

/** An asset with its running period; null before the first and after the last one. */
export interface Custody {
  asset: Asset;
  running: CustodyPeriod | null;
}

/** When custody changed. */
export interface CustodyInstant {
  /** Absent: now. */
  at?: Date | null | undefined;
  /** Argument path for faults of it. */
  path?: readonly string[];
  /** Where it is absent: later than this too, because parts that go along came then. */
  after?: Date | null;
  /** It is the instant of a host that this part goes with: that one was checked. */
  isHosts?: boolean;
}

/** The period of custody that is running. */
export function runningPeriod(ctx: Ctx, asset: Asset): Promise<CustodyPeriod | null> {
  return ctx.em.findOne(CustodyPeriod, { asset, endsAt: null });
}

/**
 * Writes custody after the asset: the running period ends, and the next one begins at the same
 * instant with the custodian that the asset has now.
 * @throws ASSETS_AT_IN_FUTURE, ASSETS_AT_TOO_EARLY
 */
export function followCustody(
  ctx: Ctx,
  custody: Custody,
  change: CustodyInstant & { reason: CustodyReason },
): CustodyPeriod {
  const { asset, running } = custody;
  const at = endCustody(ctx, custody, change);
  return ctx.em.create(CustodyPeriod, {
    asset,
    employee: asset.holder ?? null,
    site: asset.site ?? null,
    startsAt: at,
    endsAt: null,
    reason: change.reason,
    previousEndsAt: running ? at : null,
  });
}

/**
 * Ends the running period and returns when. Without an instant it is now, or a millisecond after
 * the period began where that is later: two changes in one millisecond, or a clock that went back.
 * @throws ASSETS_AT_IN_FUTURE, ASSETS_AT_TOO_EARLY
 */
export function endCustody(
  ctx: Ctx,
  { asset, running }: Custody,
  { at, path = ['input', 'at'], after, isHosts = false }: CustodyInstant,
): Date {
  const since = running?.startsAt;
  if (at && at > ctx.now && !isHosts) throw errors.AT_IN_FUTURE({}, path);
  if (at && since && at <= since) {
    throw errors.AT_TOO_EARLY({ tag: asset.tag, since: since.toISOString() }, path);
  }
  const last = Math.max(since?.valueOf() ?? 0, after?.valueOf() ?? 0);
  const end = at ?? new Date(Math.max(ctx.now.valueOf(), last + 1));
  if (running) running.endsAt = end;
  return end;
}
