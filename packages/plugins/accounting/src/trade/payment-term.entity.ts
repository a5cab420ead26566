import { defineEntity, p, record } from '@bureau/core';

const percent = () => p.decimal().precision(7).scale(4);

/** What was agreed on when a document is paid. */
export const PaymentTermSchema = defineEntity({
  name: 'PaymentTerm',
  schema: 'accounting',
  tableName: 'payment_term',
  comment: 'What was agreed on when a document is paid.',
  uniques: [{ properties: ['code'] }],
  properties: {
    ...record(),
    code: p.string().length(20).comment('Short code, unique'),
    name: p.string().length(120).comment('Name for people: 30 days net'),
    discountPercent: percent().nullable().comment('Percent off for who pays early'),
    discountDays: p
      .integer()
      .nullable()
      .comment('Days after the document until which the discount holds'),
    isActive: p.boolean().default(true).comment('Whether new documents may have it'),
  },
});

export class PaymentTerm extends PaymentTermSchema.class {}
PaymentTermSchema.setClass(PaymentTerm);

/** A part of a document and the rule for its due day (receivables/payment-term.ts). */
export const PaymentTermPartSchema = defineEntity({
  name: 'PaymentTermPart',
  schema: 'accounting',
  tableName: 'payment_term_part',
  comment: 'A part of a document and the rule for its due day.',
  uniques: [{ properties: ['term', 'number'] }],
  properties: {
    ...record(),
    term: () => p.manyToOne(PaymentTerm).deleteRule('cascade').comment('The term'),
    number: p.integer().comment('Place in the term, from 1'),
    percent: percent().comment('Share of the document; the parts sum to 100'),
    months: p.integer().default(0).comment('Months after the document'),
    days: p.integer().default(0).comment('Days after that'),
    isMonthEnd: p.boolean().default(false).comment('Whether it is the last day of that month'),
    daysAfter: p.integer().default(0).comment('Days after that'),
    dayOfMonth: p.integer().nullable().comment('On the next such day of a month'),
  },
});

export class PaymentTermPart extends PaymentTermPartSchema.class {}
PaymentTermPartSchema.setClass(PaymentTermPart);
