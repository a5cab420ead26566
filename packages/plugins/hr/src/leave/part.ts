import type { PluginPart } from '@bureau/core';
import { leave } from '../migrations/0030-leave.js';
import { leaveNotes } from '../migrations/0093-leave-notes.js';
import { AbsenceResolver } from './absence.resolver.js';
import { leaveErrors } from './errors.js';
import { LeaveBalanceResolver } from './leave-balance.resolver.js';
import { leaveApproval, leaveManager } from './leave-decision.js';
import { LeaveEntitlementResolver } from './leave-entitlement.resolver.js';
import {
  leaveApproved,
  leaveCancelled,
  leaveEntitled,
  leavePayoutDue,
  leavePolicyRevised,
  leaveRejected,
  leaveShortened,
  leaveSubmitted,
} from './leave-events.js';
import { leaveExpiring, leaveExpiryReminder } from './leave-expiry.js';
import { leaveNoteSealing, leaveNotesOfPerson } from './leave-notes.js';
import { leaveAfterEnd, leaveOfLeaver } from './leave-of-leaver.js';
import { leaveOpeningImport } from './leave-opening.import.js';
import { LeavePolicyResolver } from './leave-policy.resolver.js';
import { leaveOfEntitled, leaveOfJob, leaveOfPolicy, leavePosting } from './leave-posting.js';
import { LeaveRequestResolver } from './leave-request.resolver.js';
import { LeaveEntitlement } from './leave-entitlement.entity.js';
import { LeaveEntry } from './leave-entry.entity.js';
import {
  LeaveBlackout,
  LeavePolicy,
  LeavePolicyTerms,
  LeaveTenureStep,
} from './leave-policy.entity.js';
import { LeaveRequest } from './leave-request.entity.js';
import { LeaveType } from './leave-type.entity.js';
import {
  LeaveBlackoutType,
  LeaveEntitlementType,
  LeaveEntryType,
  LeavePolicyTermsType,
  LeavePolicyType,
  LeaveRequestType,
  LeaveTenureStepType,
  LeaveTypeType,
} from './leave.types.js';
import { permissions, roles, rules } from './permissions.js';

/** Leave: what is earned, kept and taken. */
export const leavePart = {
  entities: [
    LeaveType,
    LeavePolicy,
    LeavePolicyTerms,
    LeaveTenureStep,
    LeaveBlackout,
    LeaveEntitlement,
    LeaveRequest,
    LeaveEntry,
  ],
  types: [
    LeaveTypeType,
    LeavePolicyType,
    LeavePolicyTermsType,
    LeaveTenureStepType,
    LeaveBlackoutType,
    LeaveEntitlementType,
    LeaveRequestType,
    LeaveEntryType,
  ],
  migrations: [leave, leaveNotes],
  resolvers: [
    LeavePolicyResolver,
    LeaveEntitlementResolver,
    LeaveRequestResolver,
    LeaveBalanceResolver,
    AbsenceResolver,
  ],
  permissions,
  rules,
  roles,
  errors: leaveErrors.table,
  events: [
    leaveSubmitted,
    leaveApproved,
    leaveRejected,
    leaveCancelled,
    leaveShortened,
    leavePayoutDue,
    leavePolicyRevised,
    leaveEntitled,
  ],
  imports: [leaveOpeningImport],
  approvals: [leaveApproval],
  approvers: [leaveManager],
  notifications: [leaveExpiring],
  jobs: [leavePosting, leaveExpiryReminder, leaveNoteSealing],
  on: [
    ...[leaveOfJob, leaveOfPolicy, leaveOfEntitled],
    ...[leaveAfterEnd, leaveOfLeaver, leaveNotesOfPerson],
  ],
} satisfies PluginPart;
