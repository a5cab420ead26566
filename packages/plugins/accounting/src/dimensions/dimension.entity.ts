import { defineEntity, p, record } from '@bureau/core';

/** A way to divide the books beside accounts: cost centres, projects. */
export const DimensionSchema = defineEntity({
  name: 'Dimension',
  schema: 'accounting',
  tableName: 'dimension',
  comment: 'A way to divide the books beside accounts: cost centres, projects.',
  checks: [
    { name: 'dimension_code_check', expression: "code ~ '^[A-Za-z0-9_]+$'" },
    { name: 'dimension_name_filled_check', expression: "btrim(name) <> ''" },
  ],
  properties: {
    ...record(),
    code: p.string().length(20).comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
  },
});

export class Dimension extends DimensionSchema.class {}
DimensionSchema.setClass(Dimension);

/** One cost centre, one project: a value that lines may carry. */
export const DimensionValueSchema = defineEntity({
  name: 'DimensionValue',
  schema: 'accounting',
  tableName: 'dimension_value',
  comment: 'One cost centre, one project: a value that lines may carry.',
  uniques: [{ properties: ['dimension', 'code'] }],
  checks: [
    { name: 'dimension_value_code_filled_check', expression: "btrim(code) <> ''" },
    { name: 'dimension_value_name_filled_check', expression: "btrim(name) <> ''" },
  ],
  properties: {
    ...record(),
    dimension: () => p.manyToOne(Dimension).comment('The dimension that it is a value of'),
    code: p.string().length(20).comment('Short code, unique in its dimension'),
    name: p.string().length(120).comment('Name for people'),
    isActive: p.boolean().default(true).comment('Whether new lines may carry it'),
  },
});

export class DimensionValue extends DimensionValueSchema.class {}
DimensionValueSchema.setClass(DimensionValue);
