import { type Ctx, defineJob, Files, REPORT_PURPOSE, z } from '@bureau/core';
import { AssetType } from '../asset.types.js';
import { settingsOf } from '../settings.js';
import { type Label, labelSheet, MAX_LABELS } from './label-sheet.js';

/** Draws the labels; their address is in the result of the job for a day. */
export const labelJob = defineJob({
  kind: 'assets.labels',
  description: 'Draws labels of assets with QR codes.',
  input: z.object({ assetIds: z.array(z.uuid()).min(1).max(MAX_LABELS) }),
  permission: 'assets.asset.read',
  async run(work) {
    const { draft, asOf, total } = await work.read(async (ctx) => {
      const labels = await labelsOf(ctx, work.input.assetIds);
      const bytes = await labelSheet(labels, ctx.now);
      const what = {
        ...{ purpose: REPORT_PURPOSE.id, mediaType: 'application/pdf' },
        size: bytes.length,
      };
      const source = (async function* () {
        yield bytes;
      })();
      const made = await ctx.service(Files).write(ctx, what, source);
      return { draft: made, asOf: ctx.now.toISOString(), total: labels.length };
    });
    await work.finish(async (ctx) => {
      const { id } = await ctx.service(Files).create(ctx, draft, 'labels.pdf');
      return { done: total, total, outcome: { asOf, fileId: id } };
    });
  },
});

const READ = `
  select a.tag, m.name as title from assets.asset a
  join assets.asset_model m on m.organization_id = a.organization_id and m.id = a.model_id
  where a.organization_id = $1 and a.id = any($2::uuid[]) order by a.tag`;

/** Of those that the caller may see when the job runs. */
async function labelsOf(ctx: Ctx, assetIds: readonly string[]): Promise<Label[]> {
  const ids = await ctx.ids(AssetType, { id: { in: [...assetIds] } }, assetIds.length);
  const values = [ctx.organizationId, ids];
  const rows = await ctx.sql<{ tag: string; title: string }>(READ, values);
  const { labelAddress } = settingsOf(ctx);
  return rows.map(({ tag, title }) => {
    return { tag, title, code: labelAddress.replace('{tag}', encodeTag(labelAddress, tag)) };
  });
}

/** Within an address a tag is a part of its path. */
function encodeTag(address: string, tag: string): string {
  return address.includes('://') ? encodeURIComponent(tag) : tag;
}
