import { Arg, Context, type Ctx, exact, Mutation, Resolver } from '@bureau/core';
import { checkedQuery, nameOf, ownerOf } from '../kpis/check-query.js';
import { Alert, AlertEvent, type AlertKind } from './alert.entity.js';
import {
  AlertArchiveInput,
  AlertArchivePayload,
  AlertCreateInput,
  AlertCreatePayload,
  AlertUpdateInput,
  AlertUpdatePayload,
} from './alert.types.js';
import { alertErrors } from './errors.js';

/** Figures that are watched. */
@Resolver()
export class AlertResolver {
  @Mutation(() => AlertCreatePayload, {
    description: 'Watches a figure, with the rights of its owner, who is told once of each event.',
  })
  async alertCreate(@Context() ctx: Ctx, @Arg('input') input: AlertCreateInput) {
    const { query, ownerId, name, countsCurrent, sensitivity, ...given } = input;
    const bounds = { threshold: given.threshold ?? null, clearAt: given.clearAt ?? null };
    const alert = ctx.em.create(Alert, {
      ...{ ...given, ...bounds, name: nameOf(name) },
      countsCurrent: countsCurrent ?? false,
      sensitivity: sensitivity ?? '3.5',
      owner: await ownerOf(ctx, ownerId),
      query: await checkedQuery(ctx, query, given.grain),
    });
    demandBounds(alert);
    return { alert };
  }

  @Mutation(() => AlertUpdatePayload, {
    description: 'Changes an alert of yours. What it told of ends; it looks anew.',
  })
  async alertUpdate(@Context() ctx: Ctx, @Arg('input') input: AlertUpdateInput) {
    const alert = await own(ctx, input);
    if (input.name != null) alert.name = nameOf(input.name);
    if (input.countsCurrent != null) alert.countsCurrent = input.countsCurrent;
    if (input.threshold !== undefined) alert.threshold = input.threshold;
    if (input.clearAt !== undefined) alert.clearAt = input.clearAt;
    if (input.sensitivity != null) alert.sensitivity = input.sensitivity;
    if (input.query) alert.query = await checkedQuery(ctx, input.query, alert.grain);
    demandBounds(alert);
    await quieten(ctx, alert);
    return { alert };
  }

  @Mutation(() => AlertArchivePayload, { description: 'Puts an alert away, or takes it out.' })
  async alertArchive(@Context() ctx: Ctx, @Arg('input') input: AlertArchiveInput) {
    const alert = await own(ctx, input);
    alert.archivedAt = alert.archivedAt ? null : ctx.now;
    await quieten(ctx, alert);
    return { alert };
  }
}

function own(
  ctx: Ctx,
  { alertId, expectedVersion }: { alertId: string; expectedVersion?: number | null },
): Promise<Alert> {
  const path = ['input', 'alertId'];
  return ctx.find(Alert, alertId, { expectedVersion, path, lock: true });
}

async function quieten(ctx: Ctx, alert: Alert): Promise<void> {
  const open = await ctx.em.findOne(AlertEvent, { alert, clearedAt: null });
  if (open) open.clearedAt = ctx.now;
  alert.state = 'QUIET';
  alert.reason = null;
}

/** @throws ANALYTICS_ALERT_* */
function demandBounds({ kind, threshold, clearAt, sensitivity }: Alert): void {
  if ((kind === 'UNUSUAL') !== (threshold == null)) {
    throw alertErrors.ALERT_THRESHOLD({}, ['input', 'threshold']);
  }
  if (clearAt != null && (threshold == null || !isInside(kind, { clearAt, threshold }))) {
    throw alertErrors.ALERT_CLEAR({}, ['input', 'clearAt']);
  }
  const bound = exact(sensitivity);
  if (bound.lessThan(1) || bound.greaterThan(20)) {
    throw alertErrors.ALERT_SENSITIVITY({}, ['input', 'sensitivity']);
  }
}

function isInside(kind: AlertKind, bounds: { clearAt: string; threshold: string }): boolean {
  const sign = exact(bounds.clearAt).comparedTo(exact(bounds.threshold));
  return kind === 'ABOVE' ? sign <= 0 : sign >= 0;
}
