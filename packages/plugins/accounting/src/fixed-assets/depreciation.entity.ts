import { choice, defineEntity, exact, p, record } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from '../trade/document-columns.js';
import { Period } from '../years/period.entity.js';
import { DepreciationBook, DepreciationMethod, Proration } from './asset-kinds.js';
import type { ScheduleRest } from './depreciation-plan.js';
import { FixedAsset } from './fixed-asset.entity.js';

/** How the value of one asset goes down in one of the two books. */
export const DepreciationScheduleSchema = defineEntity({
  name: 'DepreciationSchedule',
  schema: 'accounting',
  tableName: 'depreciation_schedule',
  comment: 'How the value of one asset goes down in one of the two books.',
  uniques: [{ properties: ['asset', 'book'] }],
  checks: [
    // I32: it never takes more than cost less salvage.
    {
      name: 'depreciation_schedule_accumulated_check',
      expression: 'accumulated >= 0 and accumulated <= cost - salvage and salvage >= 0',
    },
    {
      name: 'depreciation_schedule_book_value_check',
      expression: 'book_value = cost - accumulated',
    },
    { name: 'depreciation_schedule_months_range_check', expression: 'months between 1 and 1200' },
    {
      name: 'depreciation_schedule_rest_months_range_check',
      expression: 'rest_months between 1 and 1200',
    },
    {
      name: 'depreciation_schedule_rest_check',
      expression: '(rest_on is null) = (rest_months is null)',
    },
    {
      name: 'depreciation_schedule_units_check',
      expression: "(method = 'UNITS') = (life_units is not null)",
    },
  ],
  properties: {
    ...record(),
    asset: () => p.manyToOne(FixedAsset).comment('The asset'),
    book: choice(DepreciationBook).comment('Which books it is for'),
    method: choice(DepreciationMethod).comment('How the value goes down'),
    startsOn: p.date().comment('First day of use'),
    months: p.integer().comment('Life in months'),
    proration: choice(Proration).comment('How a part of a month counts'),
    yearlyPercent: p
      .decimal()
      .precision(7)
      .scale(4)
      .nullable()
      .comment('Yearly percent of declining methods; null: twice the straight line'),
    lifeUnits: p.decimal().precision(20).scale(8).nullable().comment('Life in units of use'),
    cost: amount().comment('What goes down'),
    salvage: amount().default('0').comment('What is left at the end'),
    accumulated: amount().default('0').comment('What is written off'),
    bookValue: amount().comment('What is left now'),
    takenUntil: p.date().nullable().comment('Last day for which depreciation was taken'),
    isEnded: p.boolean().default(false).comment('Whether nothing of it is left to be taken'),
    restOn: p
      .date()
      .nullable()
      .comment('First day of the plan for the rest of its life; null: the first plan holds'),
    restMonths: p.integer().nullable().comment('Months of that rest'),
    restUntil: p
      .date()
      .nullable()
      .hidden()
      .comment('First day after the life, where days count; null: after these months'),
    restAccumulated: amount()
      .default('0')
      .hidden()
      .comment('What was written off when the rest began'),
    restUnits: p
      .decimal()
      .precision(20)
      .scale(8)
      .default('0')
      .hidden()
      .comment('Units that were used by then'),
    restWorth: amount()
      .nullable()
      .hidden()
      .comment('What would have been left then without impairment; null: the same as was'),
  },
});

export class DepreciationSchedule extends DepreciationScheduleSchema.class {
  /** The plan that holds after the last change; null: the first one. */
  restPlan(): ScheduleRest | null {
    const { restOn: startsOn, restMonths: months, restUntil: until = null } = this;
    if (startsOn == null || months == null) return null;
    const [accumulated, units] = [this.restAccumulated ?? '0', this.restUnits ?? '0'];
    return { startsOn, months, until, accumulated, units };
  }

  /** What is written off until the end of a day. */
  take(accumulated: string, on: string | null): void {
    const base = exact(this.cost).minus(this.salvage ?? '0');
    this.accumulated = accumulated;
    this.bookValue = exact(this.cost).minus(accumulated).toFixed();
    this.takenUntil = on;
    this.isEnded = base.equals(accumulated);
  }
}
DepreciationScheduleSchema.setClass(DepreciationSchedule);

/** The depreciation of a period; one entry. What came too late is taken by another run. */
export const DepreciationRunSchema = defineEntity({
  name: 'DepreciationRun',
  schema: 'accounting',
  tableName: 'depreciation_run',
  comment: 'The depreciation of a period; one entry.',
  properties: {
    ...record(),
    book: choice(DepreciationBook).comment('Which books it is for'),
    period: () => p.manyToOne(Period).comment('The period'),
    takenOn: p.date().comment('Last day of the period, and its posting date'),
    total: amount().comment('Sum of its lines'),
    lineCount: p.integer().comment('How many assets it wrote off'),
    entry: () => p.manyToOne(JournalEntry).nullable().comment('Its entry; null: it posts none'),
    isReversed: p.boolean().default(false).comment('Whether it was taken back'),
  },
});

export class DepreciationRun extends DepreciationRunSchema.class {}
DepreciationRunSchema.setClass(DepreciationRun);

/** What was taken of one asset up to a day, since the day before that. */
export const DepreciationLineSchema = defineEntity({
  name: 'DepreciationLine',
  schema: 'accounting',
  tableName: 'depreciation_line',
  comment: 'What was taken of one asset up to a day, since the day before that.',
  uniques: [
    {
      name: 'depreciation_line_schedule_taken_on_key',
      properties: ['schedule', 'takenOn'],
      where: 'not is_reversed',
    },
  ],
  checks: [{ name: 'depreciation_line_amount_check', expression: 'amount > 0' }],
  properties: {
    ...record(),
    run: () =>
      p.manyToOne(DepreciationRun).nullable().comment('The run; null: disposal or take-over'),
    schedule: () => p.manyToOne(DepreciationSchedule).comment('The schedule'),
    asset: () => p.manyToOne(FixedAsset).comment('The asset'),
    takenFrom: p.date().nullable().comment('Last day for which it was taken before; null: none'),
    takenOn: p.date().comment('Until which day'),
    amount: amount().comment('What was written off'),
    accumulated: amount().comment('What was written off in all'),
    isReversed: p.boolean().default(false).comment('Whether it was taken back'),
  },
});

export class DepreciationLine extends DepreciationLineSchema.class {}
DepreciationLineSchema.setClass(DepreciationLine);
