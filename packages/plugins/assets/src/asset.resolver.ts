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
    const { id, expectedVersion, modelId, cost } = input;
    const values = () => factsOf(input);
    const isPlain = modelId == null && cost === undefined && input.attributes == null;
    const options = { expectedVersion, values, unless: { state: 'DISPOSED' } as const };
    const written = isPlain ? await ctx.update(Asset, id, options) : undefined;
    if (written) return { asset: written };
    const asset = await ctx.find(Asset, id, { expectedVersion, path: ['input', 'id'] });
    asset.assertChangeable();
    if (modelId) asset.model = await modelOf(ctx, modelId);
    if (cost !== undefined) asset.cost = amountOf(cost, ['input', 'cost']);
    ctx.em.assign(asset, values());
    return { asset };
  }
}

/** What was given of plain values. @throws ASSETS_TEXT_BLANK */
function factsOf({ purchasedOn, warrantyEndsOn, leaseEndsOn, ...texts }: AssetUpdateInput) {
  const tag = neededIfGiven('tag', texts.tag);
  const serialNumber = optional(texts.serialNumber);
  const note = optional(texts.note);
  return given({ tag, serialNumber, purchasedOn, warrantyEndsOn, leaseEndsOn, note });
}

function modelOf(ctx: Ctx, id: string): Promise<AssetModel> {
  return ctx.find(AssetModel, id, { path: ['input', 'modelId'] });
}
