import {
  DateScalar,
  DecimalScalar,
  Field,
  inputOf,
  InputType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { CounterReading, MaintenancePlan, WorkOrder } from './maintenance.entities.js';
import { CounterReadingType, MaintenancePlanType, WorkOrderType } from './maintenance.types.js';

const RULE = ['name', 'everyDays', 'everyUnits', 'leadDays', 'dueOn', 'dueAt', 'isActive'] as const;

@InputType({ description: 'Work that comes again. Without a first day it counts from today.' })
export class MaintenancePlanCreateInput extends inputOf(MaintenancePlan, ['asset', ...RULE], {
  optional: ['leadDays', 'isActive'],
}) {}

@InputType({ description: 'Changes of a plan; what is left out stays.' })
export class MaintenancePlanUpdateInput extends patchOf(MaintenancePlan, RULE, { id: 'id' }) {}

@InputType({ description: 'What a counter shows.' })
export class CounterReadInput extends inputOf(CounterReading, ['asset', 'reading', 'readOn'], {
  optional: ['readOn'],
}) {}

@InputType({ description: 'Work that is to be done, beside the plans.' })
export class WorkOrderCreateInput extends inputOf(WorkOrder, ['asset', 'title', 'dueOn', 'note']) {}

@InputType({ description: 'The work order that goes on.' })
export class WorkOrderStepInput extends inputOf(WorkOrder, ['note'], { id: 'workOrderId' }) {}

@InputType({ description: 'Work that was done.' })
export class WorkOrderCompleteInput extends inputOf(WorkOrder, ['cost', 'note'], {
  id: 'workOrderId',
}) {
  @Field(() => DateScalar, { nullable: true, description: 'On which day; default today.' })
  doneOn?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'What its counter showed then.' })
  reading?: string | null;
}

const planPayload = (name: string) => payloadOf(name, { maintenancePlan: MaintenancePlanType });
const workPayload = (name: string) => payloadOf(name, { workOrder: WorkOrderType });

export const MaintenancePlanCreatePayload = planPayload('MaintenancePlanCreatePayload');
export const MaintenancePlanUpdatePayload = planPayload('MaintenancePlanUpdatePayload');
export const CounterReadPayload = payloadOf('CounterReadPayload', {
  counterReading: CounterReadingType,
});
export const WorkOrderCreatePayload = workPayload('WorkOrderCreatePayload');
export const WorkOrderStartPayload = workPayload('WorkOrderStartPayload');
export const WorkOrderCompletePayload = workPayload('WorkOrderCompletePayload');
export const WorkOrderCancelPayload = workPayload('WorkOrderCancelPayload');
