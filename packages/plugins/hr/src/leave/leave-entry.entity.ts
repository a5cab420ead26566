import { choice, defineEntity, p, record } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { LeaveEntryKind } from './leave-kinds.js';
import { LeaveRequest } from './leave-request.entity.js';
import { LeaveType } from './leave-type.entity.js';

/** A movement of a balance of leave; never changed. */
export const LeaveEntrySchema = defineEntity({
  name: 'LeaveEntry',
  schema: 'hr',
  tableName: 'leave_entry',
  comment: 'A movement of a balance of leave: a ledger to which entries are only ever added.',
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose leave it is'),
    type: () => p.manyToOne(LeaveType).comment('The kind of leave'),
    kind: choice(LeaveEntryKind).comment('Why the balance moves'),
    effectiveOn: p.date().comment('Day from which it counts; recorded at createdAt'),
    days: p.decimal().precision(9).scale(4).comment('Days; below zero takes away'),
    source: p.string().length(80).comment('What it is for, such as accrual:2026-03'),
    revision: p.integer().default(0).comment('How many entries of this source stand before it'),
    request: () => p.manyToOne(LeaveRequest).nullable().comment('The leave that was taken'),
    expiresOn: p.date().nullable().comment('First day on which carried days are gone'),
    reason: p.string().length(500).nullable().comment('Why it was corrected by hand'),
  },
});

export class LeaveEntry extends LeaveEntrySchema.class {}
LeaveEntrySchema.setClass(LeaveEntry);
