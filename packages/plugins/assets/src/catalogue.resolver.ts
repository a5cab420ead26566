import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { AssetModel } from './asset-model.entity.js';
import { Category } from './category.entity.js';
import {
  AssetModelCreateInput,
  AssetModelCreatePayload,
  AssetModelUpdateInput,
  AssetModelUpdatePayload,
  CategoryCreateInput,
  CategoryCreatePayload,
  CategoryUpdateInput,
  CategoryUpdatePayload,
} from './catalogue.types.js';
import { given, needed, neededIfGiven, optional } from './input-values.js';

/** Kinds of equipment and products. */
@Resolver()
export class CatalogueResolver {
  @Mutation(() => CategoryCreatePayload, { description: 'Adds a kind of equipment.' })
  categoryCreate(@Context() ctx: Ctx, @Arg('input') input: CategoryCreateInput) {
    const values = { code: needed('code', input.code), name: needed('name', input.name) };
    const isAcceptanceNeeded = input.isAcceptanceNeeded ?? false;
    return { category: ctx.em.create(Category, { ...values, isAcceptanceNeeded }) };
  }

  @Mutation(() => CategoryUpdatePayload, { description: 'Changes a kind of equipment.' })
  async categoryUpdate(@Context() ctx: Ctx, @Arg('input') input: CategoryUpdateInput) {
    const category = await ctx.find(Category, input.id, found(input));
    const code = neededIfGiven('code', input.code);
    const name = neededIfGiven('name', input.name);
    const isAcceptanceNeeded = input.isAcceptanceNeeded ?? undefined;
    ctx.em.assign(category, given({ code, name, isAcceptanceNeeded }));
    return { category };
  }

  @Mutation(() => AssetModelCreatePayload, { description: 'Adds a product.' })
  async assetModelCreate(@Context() ctx: Ctx, @Arg('input') input: AssetModelCreateInput) {
    const assetModel = ctx.em.create(AssetModel, {
      code: needed('code', input.code),
      name: needed('name', input.name),
      manufacturer: optional(input.manufacturer) ?? null,
      category: await categoryOf(ctx, input.categoryId),
      warrantyMonths: input.warrantyMonths ?? null,
    });
    return { assetModel };
  }

  @Mutation(() => AssetModelUpdatePayload, {
    description: 'Changes a product. Warranties of assets that are there already stay.',
  })
  async assetModelUpdate(@Context() ctx: Ctx, @Arg('input') input: AssetModelUpdateInput) {
    const assetModel = await ctx.find(AssetModel, input.id, found(input));
    const { categoryId, warrantyMonths } = input;
    if (categoryId) assetModel.category = await categoryOf(ctx, categoryId);
    const code = neededIfGiven('code', input.code);
    const name = neededIfGiven('name', input.name);
    const manufacturer = optional(input.manufacturer);
    ctx.em.assign(assetModel, given({ code, name, manufacturer, warrantyMonths }));
    return { assetModel };
  }
}

function categoryOf(ctx: Ctx, id: string): Promise<Category> {
  return ctx.find(Category, id, { path: ['input', 'categoryId'] });
}

function found(input: { expectedVersion?: number | null }) {
  return { expectedVersion: input.expectedVersion, path: ['input', 'id'] };
}
