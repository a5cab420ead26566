import { Arg, Context, type Ctx, Mutation, Resolver, Site } from '@bureau/core';
import { applyCount } from './apply.js';
import { AssetAudit } from './asset-audit.entities.js';
import {
  AssetAuditApplyPayload,
  AssetAuditCancelPayload,
  AssetAuditEndInput,
  AssetAuditScanInput,
  AssetAuditScanPayload,
  AssetAuditStartInput,
  AssetAuditStartPayload,
} from './count.inputs.js';
import { countErrors } from './errors.js';
import { expectAll, scan } from './scan.js';

/** Counts of what is at a site. */
@Resolver()
export class CountResolver {
  @Mutation(() => AssetAuditStartPayload, {
    description: 'Begins a count: what the site answers for now is expected there.',
  })
  async assetAuditStart(@Context() ctx: Ctx, @Arg('input') input: AssetAuditStartInput) {
    const path = ['input', 'siteId'];
    const site = await ctx.find(Site, input.siteId, { path });
    if ((await ctx.em.count(AssetAudit, { site, state: 'OPEN' })) > 0) {
      throw countErrors.AUDIT_OPEN({ code: site.code }, path);
    }
    const facts = { site, state: 'OPEN' as const, startedAt: ctx.now, endedAt: null };
    const assetAudit = ctx.em.create(AssetAudit, facts);
    await ctx.em.flush();
    return { assetAudit, expected: await expectAll(ctx, assetAudit) };
  }

  @Mutation(() => AssetAuditScanPayload, { description: 'Takes tags that were scanned.' })
  async assetAuditScan(@Context() ctx: Ctx, @Arg('input') input: AssetAuditScanInput) {
    const tags = [...new Set(input.tags.map((tag) => tag.trim()))];
    const isList = tags.length >= 1 && tags.length <= 250;
    if (!isList || tags.some((tag) => tag === '' || tag.length > 40)) {
      throw countErrors.AUDIT_TAGS({}, ['input', 'tags']);
    }
    const assetAudit = await auditOf(ctx, input);
    assetAudit.assertOpen();
    const counts = await scan(ctx, assetAudit, tags);
    const of = (outcome: 'FOUND' | 'FOREIGN' | 'UNKNOWN') => counts.get(outcome) ?? 0;
    const figures = { found: of('FOUND'), foreign: of('FOREIGN'), unknown: of('UNKNOWN') };
    return { assetAudit, ...figures };
  }

  @Mutation(() => AssetAuditApplyPayload, {
    description:
      'Ends a count in one go: what was not scanned is reported as lost, what belongs to another ' +
      'site or was lost comes to this one. What an employee has stays with them.',
  })
  async assetAuditApply(@Context() ctx: Ctx, @Arg('input') input: AssetAuditEndInput) {
    const assetAudit = await auditOf(ctx, input);
    assetAudit.assertOpen();
    const site = await ctx.em.findOneOrFail(Site, { id: assetAudit.site.id });
    await applyCount(ctx, assetAudit, site);
    return { assetAudit };
  }

  @Mutation(() => AssetAuditCancelPayload, { description: 'Gives a count up.' })
  async assetAuditCancel(@Context() ctx: Ctx, @Arg('input') input: AssetAuditEndInput) {
    const assetAudit = await auditOf(ctx, input);
    assetAudit.end('CANCELLED', ctx.now);
    return { assetAudit };
  }
}

function auditOf(
  ctx: Ctx,
  { auditId, expectedVersion }: { auditId: string; expectedVersion?: number | null },
): Promise<AssetAudit> {
  const path = ['input', 'auditId'];
  return ctx.find(AssetAudit, auditId, { expectedVersion, path, lock: true });
}
