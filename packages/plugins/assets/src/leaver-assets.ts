import { hook } from '@bureau/core';
import { boardingStart, employeeLeftovers } from '@bureau/plugin-hr/contract';
import { Asset } from './asset.entity.js';

const AT_MOST = 50;

/** Plans of leavers ask for each asset that is in hand, by the last day. */
export const leaverAssetTasks = hook(boardingStart, async (ctx, { employee, kind, add }) => {
  if (kind !== 'OFFBOARDING') return;
  const assets = await ctx.em.find(
    Asset,
    { holder: employee },
    { limit: AT_MOST, orderBy: { id: 'asc' } },
  );
  for (const { id, tag } of assets) {
    const key = `assets.return.${id}`;
    add({ key, title: `Give back ${tag}`, ownerKind: 'EMPLOYEE', dueDays: 0 });
  }
});

const HELD = `
  select a.tag from assets.asset a
  where a.organization_id = $1 and a.holder_id = $2 order by a.tag limit 500`;

/** What somebody still has in hand. */
export const leaverAssetsLeft = hook(employeeLeftovers, async (ctx, { employeeId, found }) => {
  const rows = await ctx.sql<{ tag: string }>(HELD, [ctx.organizationId, employeeId]);
  for (const { tag } of rows) found({ kind: 'ASSETS_ASSET', title: tag });
});
