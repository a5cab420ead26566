import {
  Arg,
  Context,
  type Ctx,
  decodeId,
  Extensions,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
} from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { given, needed, neededIfGiven } from '../input-values.js';
import { ConfigurationItem, ConfigurationRelation } from './configuration.entities.js';
import {
  ConfigurationItemCreateInput,
  ConfigurationItemCreatePayload,
  ConfigurationItemDeleteInput,
  ConfigurationItemDeletePayload,
  ConfigurationItemUpdateInput,
  ConfigurationItemUpdatePayload,
  ConfigurationRelationCreateInput,
  ConfigurationRelationCreatePayload,
  ConfigurationRelationDeleteInput,
  ConfigurationRelationDeletePayload,
} from './configuration.inputs.js';
import { ConfigurationImpact, ConfigurationItemType } from './configuration.types.js';
import { configurationErrors } from './errors.js';
import { impactOf, MAX_DEPTH } from './impact.js';

const ITEM = { description: 'The item.' };
const DEPTH = { description: `Relations to follow, 1 to ${MAX_DEPTH}.`, defaultValue: 10 };

/** Configuration items, and what works only with what. */
@Resolver()
export class ConfigurationResolver {
  @Query(() => [ConfigurationImpact], {
    description: 'What depends on an item, over any number of relations, nearest first.',
  })
  @Extensions({ cost: 20, items: 50 })
  async configurationDependents(
    @Context() ctx: Ctx,
    @Arg('itemId', () => ID, ITEM) itemId: string,
    @Arg('depth', () => Int, DEPTH) depth: number,
  ): Promise<ConfigurationImpact[]> {
    return impactOf(ctx, await idOf(ctx, itemId), { direction: 'DEPENDENTS', depth });
  }

  @Query(() => [ConfigurationImpact], {
    description: 'What an item depends on, over any number of relations, nearest first.',
  })
  @Extensions({ cost: 20, items: 50 })
  async configurationDependencies(
    @Context() ctx: Ctx,
    @Arg('itemId', () => ID, ITEM) itemId: string,
    @Arg('depth', () => Int, DEPTH) depth: number,
  ): Promise<ConfigurationImpact[]> {
    return impactOf(ctx, await idOf(ctx, itemId), { direction: 'DEPENDENCIES', depth });
  }

  @Mutation(() => ConfigurationItemCreatePayload, { description: 'Adds a configuration item.' })
  async configurationItemCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: ConfigurationItemCreateInput,
  ) {
    const asset = await assetOf(ctx, input.assetId);
    const words = { code: needed('code', input.code), name: needed('name', input.name) };
    const values = { ...words, kind: input.kind, asset: asset ?? null };
    return { configurationItem: ctx.em.create(ConfigurationItem, values) };
  }

  @Mutation(() => ConfigurationItemUpdatePayload, { description: 'Changes a configuration item.' })
  async configurationItemUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: ConfigurationItemUpdateInput,
  ) {
    const { id, expectedVersion } = input;
    const found = { expectedVersion, path: ['input', 'id'] };
    const configurationItem = await ctx.find(ConfigurationItem, id, found);
    const asset = await assetOf(ctx, input.assetId);
    if (asset !== undefined) configurationItem.asset = asset;
    const code = neededIfGiven('code', input.code);
    const name = neededIfGiven('name', input.name);
    ctx.em.assign(configurationItem, given({ code, name, kind: input.kind ?? undefined }));
    return { configurationItem };
  }

  @Mutation(() => ConfigurationItemDeletePayload, {
    description: 'Takes an item out that no other one is related to.',
  })
  async configurationItemDelete(
    @Context() ctx: Ctx,
    @Arg('input') input: ConfigurationItemDeleteInput,
  ) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const item = await ctx.find(ConfigurationItem, id, { expectedVersion, path });
    const where = { $or: [{ dependent: item }, { dependency: item }] };
    const count = await ctx.em.count(ConfigurationRelation, where);
    if (count > 0) throw configurationErrors.ITEM_NEEDED({ code: item.code, count }, path);
    ctx.em.remove(item);
    return { deletedId: id };
  }

  @Mutation(() => ConfigurationRelationCreatePayload, {
    description: 'Says that one item does not work without another.',
  })
  async configurationRelationCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: ConfigurationRelationCreateInput,
  ) {
    const { dependentId, dependencyId, kind } = input;
    const path = ['input', 'dependencyId'];
    const dependent = await ctx.find(ConfigurationItem, dependentId, {
      path: ['input', 'dependentId'],
    });
    const dependency = await ctx.find(ConfigurationItem, dependencyId, { path });
    if (dependent === dependency) throw configurationErrors.RELATION_SELF({}, path);
    const twice = await ctx.em.count(ConfigurationRelation, { dependent, dependency });
    if (twice > 0) throw configurationErrors.RELATION_TWICE({ code: dependent.code }, path);
    const values = { dependent, dependency, kind };
    return { configurationRelation: ctx.em.create(ConfigurationRelation, values) };
  }

  @Mutation(() => ConfigurationRelationDeletePayload, { description: 'Takes a relation out.' })
  async configurationRelationDelete(
    @Context() ctx: Ctx,
    @Arg('input') input: ConfigurationRelationDeleteInput,
  ) {
    const { id, expectedVersion } = input;
    const found = { expectedVersion, path: ['input', 'id'] };
    ctx.em.remove(await ctx.find(ConfigurationRelation, id, found));
    return { deletedId: id };
  }
}

const NOTHING = '00000000-0000-0000-0000-000000000000';

/** The uuid of an item that the caller may see; one that is missing reaches nothing. */
async function idOf(ctx: Ctx, id: string): Promise<string> {
  const wanted = decodeId(ConfigurationItemType.options.prefix, id) ?? NOTHING;
  const [found] = await ctx.ids(ConfigurationItemType, { id: { eq: wanted } }, 1);
  return found ?? NOTHING;
}

async function assetOf(ctx: Ctx, id: string | null | undefined): Promise<Asset | null | undefined> {
  if (!id) return id === undefined ? undefined : null;
  return ctx.find(Asset, id, { path: ['input', 'assetId'] });
}
