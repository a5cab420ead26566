import { defineEntity, p, record } from '@bureau/core';

/** A kind of equipment, such as laptops. */
export const CategorySchema = defineEntity({
  name: 'Category',
  schema: 'assets',
  tableName: 'category',
  comment: 'A kind of equipment, such as laptops.',
  checks: [
    { name: 'category_code_filled_check', expression: "btrim(code) <> ''" },
    { name: 'category_name_filled_check', expression: "btrim(name) <> ''" },
  ],
  properties: {
    ...record(),
    code: p.string().length(40).comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    isAcceptanceNeeded: p
      .boolean()
      .default(false)
      .comment('Whether whoever gets such equipment is asked to confirm it'),
  },
});

export class Category extends CategorySchema.class {}
CategorySchema.setClass(Category);
