import { expose, type Exposed, many } from '@bureau/core';
import { CounterReading, MaintenancePlan, WorkOrder } from './maintenance.entities.js';

export const MaintenancePlanType: Exposed = expose(MaintenancePlan, {
  prefix: 'mpl',
  filter: ['asset', 'name', 'dueOn', 'isActive'],
  order: ['dueOn', 'name'],
  relations: { workOrders: many(() => WorkOrderType, 'plan', 'Work that it has ordered.') },
});

export const CounterReadingType: Exposed = expose(CounterReading, {
  prefix: 'crdg',
  filter: ['asset', 'readOn'],
  order: ['readOn'],
});

export const WorkOrderType: Exposed = expose(WorkOrder, {
  prefix: 'wrk',
  filter: ['asset', 'plan', 'state', 'dueOn', 'doneOn', 'cost'],
  order: ['dueOn', 'doneOn', 'createdAt'],
  aggregate: ['cost'],
});
