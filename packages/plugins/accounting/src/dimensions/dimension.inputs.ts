import { Field, ID, inputOf, InputType, Int, patchOf, payloadOf } from '@bureau/core';
import { Dimension, DimensionValue } from './dimension.entity.js';
import { DimensionType, DimensionValueType } from './dimensions.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A new dimension.' })
export class DimensionCreateInput extends inputOf(Dimension, ['code', 'name']) {}

@InputType({ description: 'A new value of a dimension.' })
export class DimensionValueCreateInput extends inputOf(DimensionValue, [
  'dimension',
  'code',
  'name',
]) {}

@InputType({ description: 'Changes of a value of a dimension; what is left out stays.' })
export class DimensionValueUpdateInput extends patchOf(DimensionValue, ['name', 'isActive']) {
  @Field(() => ID, { description: 'The value.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

export const DimensionCreatePayload = payloadOf('DimensionCreatePayload', {
  dimension: DimensionType,
});
export const DimensionValueCreatePayload = payloadOf('DimensionValueCreatePayload', {
  dimensionValue: DimensionValueType,
});
export const DimensionValueUpdatePayload = payloadOf('DimensionValueUpdatePayload', {
  dimensionValue: DimensionValueType,
});
