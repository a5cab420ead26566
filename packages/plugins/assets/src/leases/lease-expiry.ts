import { type Ctx, defineEvent, defineJob, notificationKind, z } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { addDays } from '../days.js';
import { AT_ONCE, inBatches } from '../in-batches.js';
import { PhoneContract } from '../phones/phone.entities.js';
import { settingsOf } from '../settings.js';

export const AssetLeaseEnding = defineEvent({
  name: 'assets.asset.leaseEnding',
  version: 1,
  description: 'The lease of an asset ends soon.',
  payload: z.object({ assetId: z.uuid(), tag: z.string(), leaseEndsOn: z.iso.date() }),
});

/** For whoever keeps the inventory, before the lessor wants it back or goes on charging. */
export const agreementEnding = notificationKind({
  key: 'assets.agreement.ending',
  description: 'The lease of an asset, or a phone contract, ends soon.',
  category: 'assets',
  delivery: 'DAILY',
  data: z.object({ name: z.string(), day: z.string() }),
  sample: { name: 'NB-0001', day: '2026-03-31' },
  words: {
    en: {
      title: 'Agreement on {{ name }} ends on {{ day }}',
      body: 'Hello {{ recipient.name }},\n\nthe agreement on {{ name }} ends on {{ day }}.',
    },
    de: {
      title: 'Der Vertrag über {{ name }} endet am {{ day }}',
      body: 'Guten Tag {{ recipient.name }},\n\nder Vertrag über {{ name }} endet am {{ day }}.',
    },
  },
});

/** Tells once of each end of a lease or phone contract. */
export const agreementReminder = defineJob({
  kind: 'assets.agreementReminder',
  description: 'Tells of leases and phone contracts that end soon.',
  input: z.object({}),
  schedule: { cron: '45 6 * * *' },
  run: (work) => inBatches(work, [remindLeases, remindContracts]),
});

const LEASES = `
  select id from assets.asset
  where lease_ends_on between $1 and $2 and state <> 'DISPOSED'
    and lease_notice_for is distinct from lease_ends_on
  order by lease_ends_on, id limit $3`;

async function remindLeases(ctx: Ctx): Promise<number> {
  const assets = await ctx.em.find(Asset, { id: { $in: await idsOf(ctx, LEASES) } });
  for (const asset of assets) {
    const { id, tag, leaseEndsOn } = asset;
    const day = leaseEndsOn ?? '';
    asset.leaseNoticeFor = day;
    const record = { type: 'Asset', id };
    ctx.emit(AssetLeaseEnding, { assetId: id, tag, leaseEndsOn: day }, record);
    await tell(ctx, { name: tag, day, record });
  }
  return assets.length;
}

const CONTRACTS = `
  select id from assets.phone_contract
  where ends_on between $1 and $2 and notice_for is distinct from ends_on
  order by ends_on, id limit $3`;

async function remindContracts(ctx: Ctx): Promise<number> {
  const contracts = await ctx.em.find(PhoneContract, { id: { $in: await idsOf(ctx, CONTRACTS) } });
  for (const contract of contracts) {
    const { id, code, carrier, endsOn } = contract;
    const day = endsOn ?? '';
    contract.noticeFor = day;
    await tell(ctx, { name: `${carrier} ${code}`, day, record: { type: 'PhoneContract', id } });
  }
  return contracts.length;
}

async function idsOf(ctx: Ctx, query: string): Promise<string[]> {
  const last = addDays(ctx.today, settingsOf(ctx).agreementNoticeDays);
  const rows = await ctx.sql<{ id: string }>(query, [ctx.today, last, AT_ONCE]);
  return rows.map(({ id }) => id);
}

async function tell(
  ctx: Ctx,
  { name, day, record }: { name: string; day: string; record: { type: string; id: string } },
): Promise<void> {
  await ctx.notify(agreementEnding, {
    to: { roles: ['assetManager'] },
    data: { name, day },
    record,
    uniqueKey: `${record.id} ${day}`,
  });
}
