import { Arg, Context, type Ctx, Mutation, Resolver, Site } from '@bureau/core';
import { AssetModel } from './asset-model.entity.js';
import { Asset } from './asset.entity.js';
import {
  AssetCreateInput,
  AssetCreatePayload,
  AssetUpdateInput,
  AssetUpdatePayload,
} from './asset.inputs.js';
import { amountOf, given, needed, neededIfGiven, optional } from './input-values.js';
import { drawTag } from './asset-tag.js';
import { addAsset } from './new-asset.js';

/** What is known of an asset; who has it is changed by CustodyResolver. */
@Resolver()
export class AssetResolver {
  @Mutation(() => AssetCreatePayload, {
    description:
      'Enters an asset: AVAILABLE at a site, or ORDERED when no site is given. Without a tag the ' +
      'next one of the series is drawn.',
  })
  async assetCreate(@Context() ctx: Ctx, @Arg('input') input: AssetCreateInput) {
    const { siteId, tag } = input;
    const { asset } = addAsset(ctx, {
      tag: tag == null ? await drawTag(ctx) : needed('tag', tag),
      serialNumber: optional(input.serialNumber),
      model: await modelOf(ctx, input.modelId),
      cost: amountOf(input.cost, ['input', 'cost']),
      purchasedOn: input.purchasedOn,
      warrantyEndsOn: input.warrantyEndsOn,
      leaseEndsOn: input.leaseEndsOn,
      note: optional(input.note),
      site: siteId ? await ctx.find(Site, siteId, { path: ['input', 'siteId'] }) : null,
      at: input.at,
    });
    return { asset };
  }

  @Mutation(() => AssetUpdatePayload, {
    description: 'Changes what is known of an asset, never its state or custodian.',
  })
  async assetUpdate(@Context() ctx: Ctx, @Arg('input') input: AssetUpdateInput) {
    const { expectedVersion, modelId, purchasedOn, warrantyEndsOn, leaseEndsOn } = input;
    const asset = await ctx.find(Asset, input.id, { expectedVersion, path: ['input', 'id'] });
    asset.assertChangeable();
    if (modelId) asset.model = await modelOf(ctx, modelId);
    if (input.cost !== undefined) asset.cost = amountOf(input.cost, ['input', 'cost']);
    const tag = neededIfGiven('tag', input.tag);
    const serialNumber = optional(input.serialNumber);
    const note = optional(input.note);
    const days = { purchasedOn, warrantyEndsOn, leaseEndsOn };
    ctx.em.assign(asset, given({ tag, serialNumber, ...days, note }));
    return { asset };
  }
}

function modelOf(ctx: Ctx, id: string): Promise<AssetModel> {
  return ctx.find(AssetModel, id, { path: ['input', 'modelId'] });
}
