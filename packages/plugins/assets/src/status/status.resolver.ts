import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { given, needed, neededIfGiven } from '../input-values.js';
import { statusErrors } from './errors.js';
import { StatusLabel } from './status-label.entity.js';
import {
  AssetStatusSetInput,
  AssetStatusSetPayload,
  StatusLabelCreateInput,
  StatusLabelCreatePayload,
  StatusLabelUpdateInput,
  StatusLabelUpdatePayload,
} from './status.types.js';

/** The states in which somebody has the asset. */
const HANDED_OUT: ReadonlySet<string> = new Set(['IN_USE', 'RETURN_PENDING']);

/** Statuses in words of the organization, and which asset has which. */
@Resolver()
export class StatusResolver {
  @Mutation(() => StatusLabelCreatePayload, { description: 'Adds a status.' })
  statusLabelCreate(@Context() ctx: Ctx, @Arg('input') input: StatusLabelCreateInput) {
    const values = { code: needed('code', input.code), name: needed('name', input.name) };
    return { statusLabel: ctx.em.create(StatusLabel, { ...values, class: input.class }) };
  }

  @Mutation(() => StatusLabelUpdatePayload, { description: 'Gives a status other words.' })
  async statusLabelUpdate(@Context() ctx: Ctx, @Arg('input') input: StatusLabelUpdateInput) {
    const { id, expectedVersion } = input;
    const statusLabel = await ctx.find(StatusLabel, id, { expectedVersion, path: ['input', 'id'] });
    const code = neededIfGiven('code', input.code);
    const name = neededIfGiven('name', input.name);
    ctx.em.assign(statusLabel, given({ code, name }));
    return { statusLabel };
  }

  @Mutation(() => AssetStatusSetPayload, {
    description: 'Gives an asset a status. What is in use takes one of the class DEPLOYABLE only.',
  })
  async assetStatusSet(@Context() ctx: Ctx, @Arg('input') input: AssetStatusSetInput) {
    const { assetId, expectedVersion, statusLabelId } = input;
    const found = { expectedVersion, path: ['input', 'assetId'], lock: true };
    const asset = await ctx.find(Asset, assetId, found);
    asset.assertChangeable();
    const path = ['input', 'statusLabelId'];
    const label = statusLabelId ? await ctx.find(StatusLabel, statusLabelId, { path }) : null;
    const { tag, state } = asset;
    if (label && label.class !== 'DEPLOYABLE' && HANDED_OUT.has(state)) {
      throw statusErrors.STATUS_IN_USE({ tag, state }, path);
    }
    asset.statusLabel = label;
    return { asset };
  }
}
