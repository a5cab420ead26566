import type { Ctx } from '@bureau/core';
import { Asset, type Custodian } from '../asset.entity.js';
import { hostErrors } from './errors.js';

/** How many levels parts of parts may have. */
const MAX_DEPTH = 8;

/** States in which something can be built into an asset. */
const OPEN: ReadonlySet<string> = new Set(['AVAILABLE', 'IN_USE', 'IN_REPAIR']);

/**
 * Who answers for a host, and so for a part that is built into it. Locks the host and what it is
 * part of, from below upwards: two that would close a ring wait for each other.
 * @throws ASSETS_HOST_STATE, ASSETS_HOST_RING, ASSETS_HOST_DEPTH
 */
export async function custodianOfHost(ctx: Ctx, part: Asset, host: Asset): Promise<Custodian> {
  const path = ['input', 'hostId'];
  const ring = () => hostErrors.HOST_RING({ tag: part.tag, host: host.tag }, path);
  if (host.id === part.id) throw ring();
  let depth = 1;
  for (let above = host.host?.id; above !== undefined; depth += 1) {
    if (above === part.id) throw ring();
    const [next] = await ctx.sql<{ host_id: string | null }>(LOCK, [above]);
    above = next?.host_id ?? undefined;
  }
  if (depth + (await heightOf(ctx, part)) > MAX_DEPTH) {
    throw hostErrors.HOST_DEPTH({ limit: MAX_DEPTH }, path);
  }
  return custodianFor(host, path);
}

/** Who answers for what is built into a host. @throws ASSETS_HOST_STATE */
export function custodianFor(host: Asset, path: readonly string[]): Custodian {
  const { tag, state, holder, site } = host;
  if (holder && OPEN.has(state)) return { employee: holder };
  if (site && OPEN.has(state)) return { site };
  throw hostErrors.HOST_STATE({ tag, state }, path);
}

const LOCK = 'select host_id from assets.asset where id = $1 for update';

const PARTS = `
  with recursive part (id, level) as (
    select id, 1 from assets.asset where host_id = $1
    union all
    select a.id, p.level + 1 from assets.asset a join part p on a.host_id = p.id
      where p.level < $2)
  select id, level from part order by level, id`;

type Part = { id: string; level: string };

async function heightOf(ctx: Ctx, asset: Asset): Promise<number> {
  const rows = await ctx.sql<Part>(PARTS, [asset.id, MAX_DEPTH]);
  return Math.max(0, ...rows.map(({ level }) => Number(level)));
}

/** Everything that is built into an asset, and into that; those nearest to it first. */
export async function partsOf(ctx: Ctx, asset: Asset): Promise<Asset[]> {
  const rows = await ctx.sql<Part>(PARTS, [asset.id, MAX_DEPTH]);
  if (rows.length === 0) return [];
  const found = await ctx.em.find(Asset, { id: { $in: rows.map(({ id }) => id) } });
  const byId = new Map(found.map((part) => [part.id, part]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}

/** @throws ASSETS_HAS_PARTS */
export async function assertNoParts(ctx: Ctx, asset: Asset): Promise<void> {
  const count = await ctx.em.count(Asset, { host: asset });
  if (count === 0) return;
  throw hostErrors.HAS_PARTS({ tag: asset.tag, count }, ['input', 'assetId']);
}
