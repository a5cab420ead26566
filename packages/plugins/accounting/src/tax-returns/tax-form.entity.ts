import { choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { TaxComponent } from '../trade/tax-code.entity.js';
import { TradeSide } from '../trade/trade-kinds.js';

/** What a figure of a return does to the sum. */
export const TaxBoxEffect = enumOf('TaxBoxEffect', 'What a figure of a tax return is.', {
  BASE: 'What was sold or bought, without the tax.',
  OWED: 'Tax that is owed.',
  DEDUCTED: 'Tax that is deducted from it.',
});
export type TaxBoxEffect = EnumValue<typeof TaxBoxEffect>;

/** A return that the tax office wants. */
export const TaxFormSchema = defineEntity({
  name: 'TaxForm',
  schema: 'accounting',
  tableName: 'tax_form',
  comment: 'A return that the tax office wants, and its boxes.',
  uniques: [{ properties: ['code'] }],
  properties: {
    ...record(),
    code: p.string().length(20).comment('Short code, unique'),
    name: p.string().length(120).comment('Name for people: VAT return'),
    payableAccount: () =>
      p.manyToOne(LedgerAccount).comment('What is owed to the office when it is filed'),
    isActive: p.boolean().default(true).comment('Whether new returns may have it'),
  },
});

export class TaxForm extends TaxFormSchema.class {}
TaxFormSchema.setClass(TaxForm);

/** What a figure is called and does. */
export function boxColumns() {
  return {
    number: p.integer().comment('Place in the form, from 1'),
    code: p.string().length(20).comment('What the office calls it: 81'),
    name: p.string().length(200).comment('What stands in it'),
    effect: choice(TaxBoxEffect).comment('Whether it is a base, is owed or is deducted'),
  };
}

/** One figure of a return. */
export const TaxBoxSchema = defineEntity({
  name: 'TaxBox',
  schema: 'accounting',
  tableName: 'tax_box',
  comment: 'One figure of a return.',
  uniques: [{ properties: ['form', 'number'] }, { properties: ['form', 'code'] }],
  properties: {
    ...record(),
    form: () => p.manyToOne(TaxForm).deleteRule('cascade').comment('The form'),
    ...boxColumns(),
  },
});

export class TaxBox extends TaxBoxSchema.class {}
TaxBoxSchema.setClass(TaxBox);

/** A tax whose base or amount stands in a box. */
export const TaxBoxSourceSchema = defineEntity({
  name: 'TaxBoxSource',
  schema: 'accounting',
  tableName: 'tax_box_source',
  comment: 'A tax whose base or amount stands in a box.',
  uniques: [{ name: 'tax_box_source_key', properties: ['box', 'component', 'side'] }],
  properties: {
    ...record(),
    box: () => p.manyToOne(TaxBox).deleteRule('cascade').comment('The box'),
    component: () => p.manyToOne(TaxComponent).comment('The tax'),
    side: choice(TradeSide).comment(
      'Of sales, or of purchases; tax owed by reverse charge is of sales',
    ),
  },
});

export class TaxBoxSource extends TaxBoxSourceSchema.class {}
TaxBoxSourceSchema.setClass(TaxBoxSource);
