import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { maintenance } from '../migrations/0049-maintenance.js';
import { maintenanceDue } from './due-work.js';
import { maintenanceErrors } from './errors.js';
import { WorkOrderDone, WorkOrderMade } from './events.js';
import { CounterReading, MaintenancePlan, WorkOrder } from './maintenance.entities.js';
import { MaintenanceResolver } from './maintenance.resolver.js';
import { CounterReadingType, MaintenancePlanType, WorkOrderType } from './maintenance.types.js';
import { WorkOrderResolver } from './work-order.resolver.js';

const READ = 'assets.maintenance.read';
const PLAN = 'assets.maintenance.plan';
const WORK = 'assets.workOrder.write';

const rules: RuleTree = {
  MaintenancePlan: { '*': READ },
  CounterReading: { '*': READ },
  WorkOrder: { '*': READ },
  Asset: { maintenancePlans: READ, counterReadings: READ, workOrders: READ },
  Mutation: {
    maintenancePlanCreate: PLAN,
    maintenancePlanUpdate: PLAN,
    counterRead: WORK,
    workOrderCreate: WORK,
    workOrderStart: WORK,
    workOrderComplete: WORK,
    workOrderCancel: WORK,
  },
};

/** Maintenance plans by time and counter, and their work orders. */
export const maintenancePart = {
  entities: [MaintenancePlan, CounterReading, WorkOrder],
  types: [MaintenancePlanType, CounterReadingType, WorkOrderType],
  migrations: [maintenance],
  resolvers: [MaintenanceResolver, WorkOrderResolver],
  permissions: permissionsOf('assets', {
    'maintenance.read': 'Read maintenance plans, counters, work orders and what they cost.',
    'maintenance.plan': 'Plan work that comes again.',
    'workOrder.write': 'Order work, take it up and end it, and write down counters.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, PLAN, WORK],
    itTechnician: [READ, WORK],
    auditor: [READ],
  }),
  errors: maintenanceErrors.table,
  events: [WorkOrderMade, WorkOrderDone],
  jobs: [maintenanceDue],
} satisfies PluginPart;
