import { type Ctx, defineJob, notificationKind, z } from '@bureau/core';
import { Asset } from './asset.entity.js';
import { addDays } from './days.js';
import { AssetWarrantyEnding } from './events.js';
import { AT_ONCE, inBatches } from './in-batches.js';
import { settingsOf } from './settings.js';

/** For whoever keeps the inventory, before a claim comes too late. */
export const warrantyEnding = notificationKind({
  key: 'assets.warranty.ending',
  description: 'The warranty of an asset ends soon.',
  category: 'assets',
  delivery: 'DAILY',
  data: z.object({ tag: z.string(), day: z.string() }),
  sample: { tag: 'LAP-0001', day: '2026-03-31' },
  words: {
    en: {
      title: 'Warranty of {{ tag }} ends on {{ day }}',
      body: 'Hello {{ recipient.name }},\n\nclaims for {{ tag }} are to be made by {{ day }}.',
    },
    de: {
      title: 'Die Garantie von {{ tag }} endet am {{ day }}',
      body: 'Guten Tag {{ recipient.name }},\n\nMängel an {{ tag }} bitte bis {{ day }} melden.',
    },
  },
});

/** Tells once of each warranty that it ends soon; of another end of the same asset again. */
export const warrantyReminder = defineJob({
  kind: 'assets.warrantyReminder',
  description: 'Tells of assets whose warranty ends soon.',
  input: z.object({}),
  schedule: { cron: '0 6 * * *' },
  run: (work) => inBatches(work, [remind]),
});

/** A step leaves behind that it has told, so that none is told twice, however often it runs. */
async function remind(ctx: Ctx): Promise<number> {
  const last = addDays(ctx.today, settingsOf(ctx).warrantyNoticeDays);
  const rows = await ctx.sql<{ id: string }>(ENDING, [ctx.today, last, AT_ONCE]);
  const assets = await ctx.em.find(Asset, { id: { $in: rows.map(({ id }) => id) } });
  for (const asset of assets) {
    const warrantyEndsOn = asset.warrantyEndsOn ?? '';
    asset.warrantyNoticeFor = warrantyEndsOn;
    ctx.emit(
      AssetWarrantyEnding,
      { assetId: asset.id, tag: asset.tag, warrantyEndsOn },
      { type: 'Asset', id: asset.id },
    );
    await ctx.notify(warrantyEnding, {
      to: { roles: ['assetManager'] },
      data: { tag: asset.tag, day: warrantyEndsOn },
      record: { type: 'Asset', id: asset.id },
      uniqueKey: `${asset.id} ${warrantyEndsOn}`,
    });
  }
  return assets.length;
}

const ENDING = `
  select id from assets.asset
  where warranty_ends_on between $1 and $2 and state not in ('LOST', 'DISPOSED')
    and warranty_notice_for is distinct from warranty_ends_on
  order by warranty_ends_on, id limit $3`;
