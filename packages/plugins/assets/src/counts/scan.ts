import type { Ctx } from '@bureau/core';
import type { AssetAudit, AuditOutcome } from './asset-audit.entities.js';

/** What a site answers for and has in the house: what is being repaired is away. */
const EXPECT = `
  insert into assets.asset_audit_line (id, audit_id, tag, asset_id, outcome)
  select gen_random_uuid(), $1, tag, id, 'EXPECTED' from assets.asset
  where site_id = $2 and state in ('AVAILABLE', 'IN_USE') returning 1`;

/** Writes down what should be there. How many. */
export async function expectAll(ctx: Ctx, audit: AssetAudit): Promise<number> {
  return (await ctx.sql(EXPECT, [audit.id, audit.site.id])).length;
}

/** In one statement for all tags: expected ones are found, the others are looked up. */
const SCAN = `
  insert into assets.asset_audit_line as line (id, audit_id, tag, asset_id, outcome, scanned_at)
  select gen_random_uuid(), $1, t.tag, a.id,
    case when a.id is null then 'UNKNOWN' else 'FOREIGN' end, $3::timestamptz
  from unnest($2::text[]) as t(tag)
  left join assets.asset a on a.organization_id = $4 and a.tag = t.tag
  on conflict (organization_id, audit_id, tag) do update
    set outcome = case when line.outcome = 'EXPECTED' then 'FOUND' else line.outcome end,
      scanned_at = coalesce(line.scanned_at, excluded.scanned_at), version = line.version + 1,
      updated_at = now()
  returning outcome`;

/** How many of the tags are of which outcome; the row of the count is locked. */
export async function scan(
  ctx: Ctx,
  audit: AssetAudit,
  tags: readonly string[],
): Promise<ReadonlyMap<AuditOutcome, number>> {
  const values = [audit.id, tags, ctx.now, ctx.organizationId];
  const rows = await ctx.sql<{ outcome: AuditOutcome }>(SCAN, values);
  const counts = new Map<AuditOutcome, number>();
  for (const { outcome } of rows) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
}
