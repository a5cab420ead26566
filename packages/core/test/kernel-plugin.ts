import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { expose } from '../src/model/expose.js';
import { Money, money } from '../src/model/money.js';
import { record } from '../src/model/record.js';
import { secret } from '../src/model/secret.js';
import { definePlugin } from '../src/plugin/definition.js';
import { errorsOf } from '../src/write/errors.js';

const ShelfSchema = defineEntity({
  name: 'KernelShelf',
  schema: 'kernel',
  tableName: 'shelf',
  comment: 'A shelf.',
  properties: { ...record(), name: p.string().length(30) },
});
export class KernelShelf extends ShelfSchema.class {}
ShelfSchema.setClass(KernelShelf);

const WidgetSchema = defineEntity({
  name: 'KernelWidget',
  schema: 'kernel',
  tableName: 'widget',
  comment: 'A widget.',
  uniques: [{ name: 'widget_place_key', properties: ['place'], deferMode: 'deferred' }],
  checks: [{ name: 'widget_stock_check', expression: 'stock >= 0' }],
  properties: {
    ...record(),
    tag: p.string().length(20).unique(),
    place: p.integer().nullable(),
    stock: p.integer().default(0),
    bankAccount: secret().nullable(),
    bankAccountIndex: p.string().length(64).nullable().index().hidden(),
    remark: p.string().nullable().hidden(),
    price: money().nullable(),
    shelf: () => p.manyToOne(KernelShelf).nullable(),
  },
});
/** A record with what the kernel has to get right: secrets, money, checks, a deferred check. */
export class KernelWidget extends WidgetSchema.class {}
WidgetSchema.setClass(KernelWidget);

export const ShelfType = expose(KernelShelf, { prefix: 'ksh' });
export const WidgetType = expose(KernelWidget, { prefix: 'kwd', filter: ['tag'] });

export const kernelErrors = errorsOf('kernel', { EMPTY: 'There are only {stock} left.' });

export const kernelOrm = new MikroORM({
  entities: [KernelWidget, KernelShelf, Money],
  dbName: 'none',
});

export const kernelPlugin = definePlugin({
  id: 'kernel',
  version: '0.1.0',
  api: '^1.0',
  description: 'Records for tests of the kernel.',
  entities: [KernelWidget, KernelShelf, Money],
  types: [WidgetType, ShelfType],
});
