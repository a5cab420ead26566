import { Arg, Context, type Ctx, Mutation, Resolver, Site } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { checkIn } from '../hand-over.js';
import { needed, optional } from '../input-values.js';
import {
  AssetAcceptInput,
  AssetAcceptPayload,
  AssetDeclineInput,
  AssetDeclinePayload,
  AssetReturnAcceptInput,
  AssetReturnAcceptPayload,
} from './acceptance.inputs.js';
import { answer, receiptFor, voidPending } from './acceptances.js';
import { AssetAcceptance } from './asset-acceptance.entity.js';
import { acceptanceErrors } from './errors.js';

/** Confirmations that assets changed hands. */
@Resolver()
export class AcceptanceResolver {
  @Mutation(() => AssetAcceptPayload, {
    description: 'Confirms that the caller has got an asset.',
  })
  async assetAccept(@Context() ctx: Ctx, @Arg('input') input: AssetAcceptInput) {
    const { condition, note } = input;
    const assetAcceptance = await ownOf(ctx, input);
    const said = { state: 'ACCEPTED' as const, condition, note: optional(note) ?? null };
    answer(ctx, assetAcceptance, said);
    return { assetAcceptance };
  }

  @Mutation(() => AssetDeclinePayload, {
    description: 'Says that the caller has not got an asset so. It stays in their custody.',
  })
  async assetDecline(@Context() ctx: Ctx, @Arg('input') input: AssetDeclineInput) {
    const note = needed('note', input.note);
    const assetAcceptance = await ownOf(ctx, input);
    answer(ctx, assetAcceptance, { state: 'DECLINED', note });
    return { assetAcceptance };
  }

  @Mutation(() => AssetReturnAcceptPayload, {
    description: 'Checks an asset in and gives the employee a receipt with its condition.',
  })
  async assetReturnAccept(@Context() ctx: Ctx, @Arg('input') input: AssetReturnAcceptInput) {
    const { assetId, expectedVersion, siteId, at, condition } = input;
    const found = { expectedVersion, path: ['input', 'assetId'], lock: true };
    const asset = await ctx.find(Asset, assetId, found);
    const { holder, tag } = asset;
    if (!holder) throw acceptanceErrors.RETURN_NOT_HELD({ tag }, ['input', 'assetId']);
    const employee = await ctx.em.findOneOrFail(Employee, { id: holder.id });
    const site = await ctx.find(Site, siteId, { path: ['input', 'siteId'] });
    await voidPending(ctx, asset);
    await checkIn(ctx, { asset, at }, site);
    const note = optional(input.note) ?? null;
    const assetAcceptance = receiptFor(ctx, { asset, employee }, { condition, note });
    return { asset, assetAcceptance };
  }
}

/** @throws ASSETS_ACCEPTANCE_NOT_YOURS */
async function ownOf(
  ctx: Ctx,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<AssetAcceptance> {
  const path = ['input', 'id'];
  const acceptance = await ctx.find(AssetAcceptance, id, { expectedVersion, path, lock: true });
  const employee = await ctx.em.findOneOrFail(Employee, { id: acceptance.employee.id });
  if (employee.person.id === ctx.principal.personId) return acceptance;
  throw acceptanceErrors.ACCEPTANCE_NOT_YOURS({}, path);
}
