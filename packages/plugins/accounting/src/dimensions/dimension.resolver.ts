import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { codeOf, given, needed, neededIfGiven } from '../input-values.js';
import { Dimension, DimensionValue } from './dimension.entity.js';
import {
  DimensionCreateInput,
  DimensionCreatePayload,
  DimensionValueCreateInput,
  DimensionValueCreatePayload,
  DimensionValueUpdateInput,
  DimensionValueUpdatePayload,
} from './dimension.inputs.js';

/** Cost centres, projects and what else divides the books. */
@Resolver()
export class DimensionResolver {
  @Mutation(() => DimensionCreatePayload, { description: 'Adds a dimension.' })
  dimensionCreate(@Context() ctx: Ctx, @Arg('input') input: DimensionCreateInput) {
    const code = codeOf(input.code, /^[A-Za-z0-9_]+$/);
    return { dimension: ctx.em.create(Dimension, { code, name: needed('name', input.name) }) };
  }

  @Mutation(() => DimensionValueCreatePayload, { description: 'Adds a value of a dimension.' })
  async dimensionValueCreate(@Context() ctx: Ctx, @Arg('input') input: DimensionValueCreateInput) {
    const path = ['input', 'dimensionId'];
    const dimension = await ctx.find(Dimension, input.dimensionId, { path });
    const code = needed('code', input.code);
    const name = needed('name', input.name);
    return { dimensionValue: ctx.em.create(DimensionValue, { dimension, code, name }) };
  }

  @Mutation(() => DimensionValueUpdatePayload, {
    description: 'Changes a value of a dimension. What is posted keeps it.',
  })
  async dimensionValueUpdate(@Context() ctx: Ctx, @Arg('input') input: DimensionValueUpdateInput) {
    const { id, expectedVersion, isActive } = input;
    const path = ['input', 'id'];
    const dimensionValue = await ctx.find(DimensionValue, id, { expectedVersion, path });
    const name = neededIfGiven('name', input.name);
    ctx.em.assign(dimensionValue, given({ name, isActive: isActive ?? undefined }));
    return { dimensionValue };
  }
}
