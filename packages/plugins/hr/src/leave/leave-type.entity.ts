import { defineEntity, p, record } from '@bureau/core';

/** A kind of leave: holiday, parental leave, illness. */
export const LeaveTypeSchema = defineEntity({
  name: 'LeaveType',
  schema: 'hr',
  tableName: 'leave_type',
  comment: 'A kind of leave, such as holiday or illness.',
  properties: {
    ...record(),
    code: p.string().length(20).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    hasBalance: p.boolean().default(true).comment('Days are earned and used up, by a policy'),
    isSensitive: p
      .boolean()
      .default(false)
      .comment('Tells of health: seen by the employee and by readers of all leave only'),
    isApprovalNeeded: p.boolean().default(true).comment('Somebody has to agree before it is taken'),
    isPaidOut: p.boolean().default(true).comment('What is left at the end is paid'),
    isActive: p.boolean().default(true).comment('May be asked for'),
  },
});

export class LeaveType extends LeaveTypeSchema.class {}
LeaveTypeSchema.setClass(LeaveType);
