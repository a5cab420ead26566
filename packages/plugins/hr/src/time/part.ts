import type { PluginPart } from '@bureau/core';
import { time } from '../migrations/0070-time.js';
import { ClockResolver } from './clock.resolver.js';
import { CorrectionResolver } from './correction.resolver.js';
import { timeApproval, timeManager } from './correction.js';
import { timeErrors } from './errors.js';
import {
  timeCorrected,
  timePeriodApproved,
  timePeriodLocked,
  timePeriodReopened,
} from './events.js';
import { timeMetrics } from './metrics.js';
import { PeriodResolver } from './period.resolver.js';
import { permissions, roles, rules } from './permissions.js';
import { Shift, ShiftPattern } from './shift.entity.js';
import { ShiftResolver } from './shift.resolver.js';
import { TimeCorrection, TimeEntry } from './time-entry.entity.js';
import { TimePeriod, TimeSheet } from './time-period.entity.js';
import {
  ShiftPatternType,
  ShiftType,
  TimeCorrectionType,
  TimeEntryType,
  TimePeriodType,
  TimeSheetType,
  WorkTimeAssignmentType,
  WorkTimeBreakType,
  WorkTimePolicyType,
} from './time.types.js';
import { WorkTimeAssignment, WorkTimeBreak, WorkTimePolicy } from './work-time-policy.entity.js';
import { WorkTimePolicyResolver } from './work-time-policy.resolver.js';
import { WorkedTimeResolver } from './worked-time.resolver.js';

/** Time: shifts, the clock, rules as data, and what payroll is given. */
export const timePart = {
  entities: [
    ShiftPattern,
    WorkTimePolicy,
    WorkTimeBreak,
    WorkTimeAssignment,
    Shift,
    TimePeriod,
    TimeCorrection,
    TimeEntry,
    TimeSheet,
  ],
  types: [
    ShiftPatternType,
    WorkTimePolicyType,
    WorkTimeBreakType,
    WorkTimeAssignmentType,
    ShiftType,
    TimePeriodType,
    TimeCorrectionType,
    TimeEntryType,
    TimeSheetType,
  ],
  migrations: [time],
  resolvers: [
    ShiftResolver,
    WorkTimePolicyResolver,
    ClockResolver,
    CorrectionResolver,
    WorkedTimeResolver,
    PeriodResolver,
  ],
  permissions,
  rules,
  roles,
  errors: timeErrors.table,
  events: [timePeriodApproved, timePeriodLocked, timePeriodReopened, timeCorrected],
  approvals: [timeApproval],
  approvers: [timeManager],
  metrics: timeMetrics,
} satisfies PluginPart;
