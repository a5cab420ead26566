import { type Ctx, defineJob, notificationKind, z } from '@bureau/core';
import { addDays } from '../days.js';
import { AT_ONCE, inBatches } from '../in-batches.js';
import { settingsOf } from '../settings.js';
import { LicenseEnding } from './events.js';
import { License } from './license.entity.js';
import { Seat } from './seat.entity.js';
import { releaseSeat } from './seats.js';

/** For whoever keeps the licences, before software stops. */
export const licenseEnding = notificationKind({
  key: 'assets.license.ending',
  description: 'A licence ends soon.',
  category: 'assets',
  delivery: 'DAILY',
  data: z.object({ code: z.string(), name: z.string(), day: z.string(), seats: z.int() }),
  sample: { code: 'CAD-PRO', name: 'CAD Pro', day: '2026-03-31', seats: 12 },
  words: {
    en: {
      title: 'Licence {{ code }} ends on {{ day }}',
      body: 'Hello {{ recipient.name }},\n\n{{ name }} ({{ seats }} seats) ends on {{ day }}.',
    },
    de: {
      title: 'Die Lizenz {{ code }} endet am {{ day }}',
      body: 'Guten Tag {{ recipient.name }},\n\n{{ name }} ({{ seats }} Plätze) endet: {{ day }}.',
    },
  },
});

/** Tells once of each end of a licence, and frees the seats of those that have ended. */
export const licenseExpiry = defineJob({
  kind: 'assets.licenseExpiry',
  description: 'Tells of licences that end soon and frees the seats of those that have ended.',
  input: z.object({}),
  schedule: { cron: '15 6 * * *' },
  run: (work) => inBatches(work, [remind, free]),
});

async function remind(ctx: Ctx): Promise<number> {
  const last = addDays(ctx.today, settingsOf(ctx).licenseNoticeDays);
  const rows = await ctx.sql<{ id: string }>(ENDING, [ctx.today, last, AT_ONCE]);
  const licenses = await ctx.em.find(License, { id: { $in: rows.map(({ id }) => id) } });
  for (const license of licenses) {
    const { id, code, name, seats, expiresOn } = license;
    const day = expiresOn ?? '';
    license.noticeFor = day;
    const record = { type: 'License', id };
    ctx.emit(LicenseEnding, { licenseId: id, code, expiresOn: day }, record);
    await ctx.notify(licenseEnding, {
      to: { roles: ['assetManager'] },
      data: { code, name, day, seats },
      record,
      uniqueKey: `${id} ${day}`,
    });
  }
  return licenses.length;
}

const ENDING = `
  select id from assets.license
  where expires_on between $1 and $2 and notice_for is distinct from expires_on
  order by expires_on, id limit $3`;

async function free(ctx: Ctx): Promise<number> {
  const where = { releasedAt: null, license: { expiresOn: { $lt: ctx.today } } };
  const seats = await ctx.em.find(Seat, where, { limit: AT_ONCE, orderBy: { id: 'asc' } });
  for (const seat of seats) releaseSeat(ctx, seat, 'EXPIRY');
  return seats.length;
}
