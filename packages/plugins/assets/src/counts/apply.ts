import type { Ctx, Site } from '@bureau/core';
import { voidPending } from '../acceptance/acceptances.js';
import type { Asset } from '../asset.entity.js';
import { freeTiesOf } from '../freed.js';
import { recover, transfer } from '../hand-over.js';
import { type AssetAudit, AssetAuditLine, type AuditOutcome } from './asset-audit.entities.js';
import { countErrors } from './errors.js';
import { AssetAuditApplied } from './events.js';

/** Most changes that one transaction carries into the inventory. */
const LIMIT = 1_000;

/**
 * Carries the outcome of a count into the inventory, all of it or nothing: what is missing is
 * reported as lost, what belongs to another site or was lost comes to this one. What somebody has
 * in hand stays with them.
 * @throws ASSETS_AUDIT_TOO_MANY
 */
export async function applyCount(ctx: Ctx, audit: AssetAudit, site: Site): Promise<void> {
  const open = { audit, outcome: { $in: ['EXPECTED' as const, 'FOREIGN' as const] } };
  const count = await ctx.em.count(AssetAuditLine, open);
  if (count > LIMIT) {
    throw countErrors.AUDIT_TOO_MANY({ count, limit: LIMIT }, ['input', 'auditId']);
  }
  const options = { populate: ['asset'] as const, orderBy: { tag: 'asc' as const } };
  for (const line of await ctx.em.find(AssetAuditLine, open, options)) {
    const { asset } = line;
    if (!asset) continue;
    if (line.outcome === 'EXPECTED') line.outcome = await missing(ctx, asset as Asset, site);
    else await bring(ctx, asset as Asset, site);
  }
  await ctx.em.flush();
  audit.end('APPLIED', ctx.now);
  await tell(ctx, audit);
}

async function missing(ctx: Ctx, asset: Asset, site: Site): Promise<AuditOutcome> {
  if (asset.site?.id !== site.id || !['AVAILABLE', 'IN_USE'].includes(asset.state)) return 'MOVED';
  asset.reportLost();
  await voidPending(ctx, asset);
  await freeTiesOf(ctx, asset, 'RETURN');
  return 'MISSING';
}

async function bring(ctx: Ctx, asset: Asset, site: Site): Promise<void> {
  if (asset.state === 'LOST') await recover(ctx, { asset }, site);
  else if (asset.site && asset.site.id !== site.id && !asset.host) {
    await transfer(ctx, { asset }, { site });
  }
}

async function tell(ctx: Ctx, audit: AssetAudit): Promise<void> {
  const rows = await ctx.sql<{ outcome: AuditOutcome; count: string }>(
    'select outcome, count(*) from assets.asset_audit_line where audit_id = $1 group by 1',
    [audit.id],
  );
  const of = (outcome: AuditOutcome) =>
    Number(rows.find((row) => row.outcome === outcome)?.count ?? 0);
  const figures = {
    ...{ found: of('FOUND'), missing: of('MISSING') },
    ...{ foreign: of('FOREIGN'), unknown: of('UNKNOWN') },
  };
  const about = { auditId: audit.id, siteId: audit.site.id, ...figures };
  ctx.emit(AssetAuditApplied, about, { type: 'AssetAudit', id: audit.id });
}
