import { defineEntity, p, record } from '@bureau/core';

/** A fiscal year; fiscal years do not overlap. */
export const FiscalYearSchema = defineEntity({
  name: 'FiscalYear',
  schema: 'accounting',
  tableName: 'fiscal_year',
  comment: 'A fiscal year; fiscal years do not overlap.',
  checks: [
    { name: 'fiscal_year_span_check', expression: 'starts_on < ends_on' },
    { name: 'fiscal_year_name_check', expression: "name ~ '^[A-Za-z0-9/]+$'" },
  ],
  properties: {
    ...record(),
    name: p.string().length(20).comment('Short name, such as 2026; part of entry references'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().comment('Last day, inclusive'),
  },
});

export class FiscalYear extends FiscalYearSchema.class {}
FiscalYearSchema.setClass(FiscalYear);
