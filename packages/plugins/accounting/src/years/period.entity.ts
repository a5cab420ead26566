import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';
import { errors } from '../errors.js';
import { FiscalYear } from './fiscal-year.entity.js';

/** Whether a period takes entries. */
export const PeriodState = enumOf('PeriodState', 'Whether a period takes entries.', {
  OPEN: 'It takes entries.',
  SOFT_CLOSED: 'It takes entries only of those who may post into it.',
  CLOSED: 'It takes none; it is opened again with a reason.',
});
export type PeriodState = EnumValue<typeof PeriodState>;

/** A part of a fiscal year, usually a month, that is closed as a whole. */
export const PeriodSchema = defineEntity({
  name: 'Period',
  schema: 'accounting',
  tableName: 'period',
  comment: 'A part of a fiscal year, usually a month, that is closed as a whole.',
  uniques: [{ properties: ['fiscalYear', 'number'] }],
  checks: [{ name: 'period_span_check', expression: 'starts_on <= ends_on' }],
  properties: {
    ...record(),
    fiscalYear: () => p.manyToOne(FiscalYear).comment('The fiscal year that it is part of'),
    number: p.integer().comment('Place in the fiscal year, from 1'),
    name: p.string().length(20).comment('Short name, such as 2026-03'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().comment('Last day, inclusive'),
    state: choice(PeriodState).default('OPEN').comment('Whether it takes entries'),
    stateReason: p.string().length(500).nullable().comment('Why it was last opened again'),
  },
});

/** The states of a period, and how it gets from one to the other. */
export class Period extends PeriodSchema.class {
  /** OPEN -> SOFT_CLOSED. @throws ACCOUNTING_PERIOD_STATE */
  softClose(): void {
    if (this.state !== 'OPEN') throw this.refusal();
    this.state = 'SOFT_CLOSED';
  }

  /** OPEN or SOFT_CLOSED -> CLOSED. @throws ACCOUNTING_PERIOD_STATE */
  close(): void {
    if (this.state === 'CLOSED') throw this.refusal();
    this.state = 'CLOSED';
  }

  /** @throws ACCOUNTING_PERIOD_STATE */
  assertClosed(): void {
    if (this.state === 'OPEN') throw this.refusal();
  }

  /** SOFT_CLOSED or CLOSED -> OPEN. @throws ACCOUNTING_PERIOD_STATE */
  open(reason: string): void {
    this.assertClosed();
    this.state = 'OPEN';
    this.stateReason = reason;
  }

  private refusal() {
    return errors.PERIOD_STATE({ period: this.name, state: this.state }, ['input', 'id']);
  }
}
PeriodSchema.setClass(Period);
