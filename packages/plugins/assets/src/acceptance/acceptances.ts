import { type Ctx, notificationKind, z } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import type { Asset } from '../asset.entity.js';
import { AssetModel } from '../asset-model.entity.js';
import {
  type AcceptanceAnswer,
  AssetAcceptance,
  type AssetCondition,
} from './asset-acceptance.entity.js';
import { AssetAccepted } from './events.js';

/** For whoever got something. */
export const acceptanceAsked = notificationKind({
  key: 'assets.acceptance.asked',
  description: 'Something was handed out to you; confirm that you have it.',
  category: 'assets',
  delivery: 'IMMEDIATE',
  data: z.object({ tag: z.string(), model: z.string() }),
  sample: { tag: 'NB-0001', model: 'Kestrel 14' },
  words: {
    en: {
      title: 'Please confirm: {{ model }} ({{ tag }})',
      body: 'Hello {{ recipient.name }},\n\n{{ model }} ({{ tag }}) was handed out to you.',
    },
    de: {
      title: 'Bitte bestätigen: {{ model }} ({{ tag }})',
      body: 'Guten Tag {{ recipient.name }},\n\n{{ model }} ({{ tag }}) wurde an Sie ausgegeben.',
    },
  },
});

/** After a hand-over: what was asked before is void, and the next holder is asked by category. */
export async function askToAccept(ctx: Ctx, asset: Asset): Promise<void> {
  await voidPending(ctx, asset);
  if (!asset.holder) return;
  const model = await ctx.em.findOneOrFail(
    AssetModel,
    { id: asset.model.id },
    { populate: ['category'] },
  );
  if (!model.category.isAcceptanceNeeded) return;
  const employee = await ctx.em.findOneOrFail(Employee, { id: asset.holder.id });
  const made = ctx.em.create(AssetAcceptance, {
    ...{ asset, employee, kind: 'HAND_OVER', state: 'PENDING', askedAt: ctx.now },
    ...{ answeredAt: null, condition: null, note: null },
  });
  await ctx.notify(acceptanceAsked, {
    to: { people: [employee.person.id] },
    data: { tag: asset.tag, model: model.name },
    record: { type: 'AssetAcceptance', id: made.id },
  });
}

/** What was asked is void: the asset is not there any more where it was asked. */
export async function voidPending(ctx: Ctx, asset: Asset): Promise<void> {
  const pending = await ctx.em.findOne(AssetAcceptance, { asset, state: 'PENDING' });
  pending?.answer({ state: 'VOID' }, ctx.now);
  // Before another one is asked: one at a time is pending.
  if (pending) await ctx.em.flush();
}

/** The receipt for somebody who gave an asset back. */
export function receiptFor(
  ctx: Ctx,
  { asset, employee }: { asset: Asset; employee: Employee },
  { condition, note }: { condition: AssetCondition; note: string | null },
): AssetAcceptance {
  const receipt = ctx.em.create(AssetAcceptance, {
    ...{ asset, employee, kind: 'RETURN', state: 'ACCEPTED' },
    ...{ askedAt: ctx.now, answeredAt: ctx.now, condition, note },
  });
  tell(ctx, receipt, 'ACCEPTED');
  return receipt;
}

/** The answer of whoever got it. @throws ASSETS_ACCEPTANCE_ANSWERED */
export function answer(
  ctx: Ctx,
  acceptance: AssetAcceptance,
  given: AcceptanceAnswer & { state: 'ACCEPTED' | 'DECLINED' },
): void {
  acceptance.answer(given, ctx.now);
  tell(ctx, acceptance, given.state);
}

function tell(ctx: Ctx, made: AssetAcceptance, state: 'ACCEPTED' | 'DECLINED'): void {
  const { id, asset, employee, kind, condition = null } = made;
  const about = { acceptanceId: id, assetId: asset.id, employeeId: employee.id };
  const record = { type: 'AssetAcceptance', id };
  ctx.emit(AssetAccepted, { ...about, kind, state, condition }, record);
}
