import { choice, defineEntity, type EnumValue, enumOf, money, p, record } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { addDays } from '../days.js';
import { maintenanceErrors } from './errors.js';

/** Work that comes again on an asset, after so many days, so much use, or both. */
export const MaintenancePlanSchema = defineEntity({
  name: 'MaintenancePlan',
  schema: 'assets',
  tableName: 'maintenance_plan',
  comment: 'Work that comes again on an asset, after so many days, so much use, or both.',
  checks: [
    { name: 'maintenance_plan_name_filled_check', expression: "btrim(name) <> ''" },
    {
      name: 'maintenance_plan_rule_check',
      expression: 'every_days is not null or every_units is not null',
    },
    { name: 'maintenance_plan_days_range_check', expression: 'every_days between 1 and 7300' },
    { name: 'maintenance_plan_units_floor_check', expression: 'every_units > 0' },
    { name: 'maintenance_plan_lead_range_check', expression: 'lead_days between 0 and 365' },
  ],
  properties: {
    ...record(),
    asset: () => p.manyToOne(Asset).comment('The asset'),
    name: p.string().length(200).comment('What is to be done'),
    everyDays: p.integer().nullable().comment('So many days after it was done'),
    everyUnits: p
      .decimal()
      .precision(16)
      .scale(3)
      .nullable()
      .comment('So many units of its counter after it was done'),
    leadDays: p.integer().default(14).comment('Days before the due day at which it is ordered'),
    dueOn: p.date().nullable().comment('By which day it is due'),
    dueAt: p
      .decimal()
      .precision(16)
      .scale(3)
      .nullable()
      .comment('At which counter it is due, whichever comes first'),
    isActive: p.boolean().default(true).comment('Whether it orders work'),
  },
});

export class MaintenancePlan extends MaintenancePlanSchema.class {
  /** The next time, counted from when it was done: a late one does not come twice as soon. */
  done(on: string, counter: string | null): void {
    if (this.everyDays) this.dueOn = addDays(on, this.everyDays);
    if (this.everyUnits && counter !== null) {
      this.dueAt = (Number(counter) + Number(this.everyUnits)).toFixed(3);
    }
  }
}
MaintenancePlanSchema.setClass(MaintenancePlan);

/** What the counter of an asset showed: hours, kilometres, pages. */
export const CounterReadingSchema = defineEntity({
  name: 'CounterReading',
  schema: 'assets',
  tableName: 'counter_reading',
  comment: 'What the counter of an asset showed: hours, kilometres, pages.',
  uniques: [{ properties: ['asset', 'readOn'] }],
  checks: [{ name: 'counter_reading_floor_check', expression: 'reading >= 0' }],
  properties: {
    ...record(),
    asset: () => p.manyToOne(Asset).comment('The asset'),
    readOn: p.date().comment('On which day; one reading a day'),
    reading: p.decimal().precision(16).scale(3).comment('What it showed; never less than before'),
  },
});

export class CounterReading extends CounterReadingSchema.class {}
CounterReadingSchema.setClass(CounterReading);

export const WorkOrderState = enumOf('WorkOrderState', 'Where a work order is.', {
  OPEN: 'To be done.',
  IN_PROGRESS: 'Somebody is at it.',
  DONE: 'It was done.',
  CANCELLED: 'It is not done.',
});
export type WorkOrderState = EnumValue<typeof WorkOrderState>;

/** A piece of work on an asset, planned or not. */
export const WorkOrderSchema = defineEntity({
  name: 'WorkOrder',
  schema: 'assets',
  tableName: 'work_order',
  comment: 'A piece of work on an asset, planned or not.',
  uniques: [
    {
      name: 'work_order_plan_open_key',
      properties: ['plan'],
      where: "plan_id is not null and state in ('OPEN', 'IN_PROGRESS')",
    },
  ],
  checks: [
    { name: 'work_order_title_filled_check', expression: "btrim(title) <> ''" },
    { name: 'work_order_done_check', expression: "(state = 'DONE') = (done_on is not null)" },
    { name: 'work_order_cost_floor_check', expression: 'cost_amount >= 0' },
  ],
  properties: {
    ...record(),
    asset: () => p.manyToOne(Asset).comment('The asset'),
    plan: () => p.manyToOne(MaintenancePlan).nullable().comment('The plan; null: not planned'),
    title: p.string().length(200).comment('What is to be done'),
    state: choice(WorkOrderState).default('OPEN').comment('Where it is'),
    dueOn: p.date().nullable().comment('By which day'),
    doneOn: p.date().nullable().comment('On which day it was done'),
    cost: money().nullable().comment('What it cost'),
    note: p.string().length(1000).nullable().comment('What was done or seen'),
  },
});

export class WorkOrder extends WorkOrderSchema.class {
  /** @throws ASSETS_WORK_STATE */
  turn(to: 'IN_PROGRESS' | 'DONE' | 'CANCELLED'): void {
    const from = to === 'IN_PROGRESS' ? ['OPEN'] : ['OPEN', 'IN_PROGRESS'];
    if (!from.includes(this.state)) {
      throw maintenanceErrors.WORK_STATE({ state: this.state }, ['input', 'workOrderId']);
    }
    this.state = to;
  }
}
WorkOrderSchema.setClass(WorkOrder);
