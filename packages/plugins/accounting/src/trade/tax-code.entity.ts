import { choice, defineEntity, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { TaxComponentEffect, TaxComponentKind } from './trade-kinds.js';

/**
 * What taxes a line bears together. Its parts never change: a new rate is a new code, so that the
 * taxes of an old document can always be computed anew.
 */
export const TaxCodeSchema = defineEntity({
  name: 'TaxCode',
  schema: 'accounting',
  tableName: 'tax_code',
  comment: 'What taxes a line bears together; its parts never change.',
  uniques: [{ properties: ['code'] }],
  properties: {
    ...record(),
    code: p.string().length(20).comment('Short code, unique'),
    name: p.string().length(120).comment('Name for people: VAT 19 percent'),
    isActive: p.boolean().default(true).comment('Whether new lines may bear it'),
  },
});

export class TaxCode extends TaxCodeSchema.class {}
TaxCodeSchema.setClass(TaxCode);

/** One tax of a tax code. */
export const TaxComponentSchema = defineEntity({
  name: 'TaxComponent',
  schema: 'accounting',
  tableName: 'tax_component',
  comment: 'One tax of a tax code.',
  uniques: [{ properties: ['taxCode', 'number'] }, { properties: ['code'] }],
  properties: {
    ...record(),
    taxCode: () => p.manyToOne(TaxCode).comment('The tax code'),
    number: p.integer().comment('Place in the code, from 1: the order of compounding'),
    code: p.string().length(20).comment('Short code, unique; part of reports'),
    name: p.string().length(120).comment('Name on documents'),
    kind: choice(TaxComponentKind).comment('How the amount arises'),
    rate: p.decimal().precision(20).scale(8).comment('Percent, or the amount for a unit'),
    effect: choice(TaxComponentEffect).comment('What it does to the sum to be paid'),
    isCompound: p
      .boolean()
      .default(false)
      .comment('Whether its base has the taxes before it in it'),
    isCashBasis: p.boolean().default(false).comment('Whether it falls due with the payments'),
    salesAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('Takes it on sales: owed, or withheld by customers'),
    purchaseAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('Takes it on purchases: deducted, or withheld from suppliers'),
    transitionAccount: () =>
      p.manyToOne(LedgerAccount).nullable().comment('Holds it until the document is paid'),
  },
});

export class TaxComponent extends TaxComponentSchema.class {}
TaxComponentSchema.setClass(TaxComponent);
