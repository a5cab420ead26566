import { defineEntity, effective, p, record } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { LeavePolicy } from './leave-policy.entity.js';
import { LeaveType } from './leave-type.entity.js';

/** Which policy gives somebody leave of a type, from a day until another. */
export const LeaveEntitlementSchema = defineEntity({
  name: 'LeaveEntitlement',
  schema: 'hr',
  tableName: 'leave_entitlement',
  comment: 'Which policy gives somebody leave of a type, from one day until another.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Who is entitled'),
    type: () => p.manyToOne(LeaveType).comment('The kind of leave, that of the policy'),
    policy: () => p.manyToOne(LeavePolicy).comment('The policy'),
    ...effective(),
    workdays: p
      .array()
      .nullable()
      .comment('Days of the week on which the employee works; null: those of the calendar'),
    postedUntil: p
      .date()
      .nullable()
      .hidden()
      .comment('Day up to which accruals, carry-over and expiry are posted; null: none yet'),
  },
});

export class LeaveEntitlement extends LeaveEntitlementSchema.class {}
LeaveEntitlementSchema.setClass(LeaveEntitlement);
