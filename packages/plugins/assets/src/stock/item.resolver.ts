import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Category } from '../category.entity.js';
import { given, needed, neededIfGiven } from '../input-values.js';
import { Component, Consumable } from './item.entity.js';
import {
  ComponentCreateInput,
  ComponentCreatePayload,
  ComponentUpdateInput,
  ComponentUpdatePayload,
  ConsumableCreateInput,
  ConsumableCreatePayload,
  ConsumableUpdateInput,
  ConsumableUpdatePayload,
} from './stock.inputs.js';

/** What there is of components and consumables. */
@Resolver()
export class ItemResolver {
  @Mutation(() => ComponentCreatePayload, { description: 'Adds a component.' })
  async componentCreate(@Context() ctx: Ctx, @Arg('input') input: ComponentCreateInput) {
    return { component: ctx.em.create(Component, await factsOf(ctx, input)) };
  }

  @Mutation(() => ComponentUpdatePayload, { description: 'Changes a component.' })
  async componentUpdate(@Context() ctx: Ctx, @Arg('input') input: ComponentUpdateInput) {
    const { id, expectedVersion } = input;
    const component = await ctx.find(Component, id, { expectedVersion, path: ['input', 'id'] });
    ctx.em.assign(component, await changesOf(ctx, input));
    return { component };
  }

  @Mutation(() => ConsumableCreatePayload, { description: 'Adds a consumable.' })
  async consumableCreate(@Context() ctx: Ctx, @Arg('input') input: ConsumableCreateInput) {
    return { consumable: ctx.em.create(Consumable, await factsOf(ctx, input)) };
  }

  @Mutation(() => ConsumableUpdatePayload, { description: 'Changes a consumable.' })
  async consumableUpdate(@Context() ctx: Ctx, @Arg('input') input: ConsumableUpdateInput) {
    const { id, expectedVersion } = input;
    const consumable = await ctx.find(Consumable, id, { expectedVersion, path: ['input', 'id'] });
    ctx.em.assign(consumable, await changesOf(ctx, input));
    return { consumable };
  }
}

async function factsOf(ctx: Ctx, input: ComponentCreateInput | ConsumableCreateInput) {
  const { categoryId } = input;
  const path = ['input', 'categoryId'];
  const category = categoryId ? await ctx.find(Category, categoryId, { path }) : null;
  return { code: needed('code', input.code), name: needed('name', input.name), category };
}

async function changesOf(ctx: Ctx, input: ComponentUpdateInput | ConsumableUpdateInput) {
  const { categoryId } = input;
  const path = ['input', 'categoryId'];
  const category = categoryId ? await ctx.find(Category, categoryId, { path }) : categoryId;
  const code = neededIfGiven('code', input.code);
  const name = neededIfGiven('name', input.name);
  return given({ code, name, category: category as Category | null | undefined });
}
