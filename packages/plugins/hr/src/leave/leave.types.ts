import { type Exposed, expose, inForce, many, type Principal, type Where } from '@bureau/core';
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
import { SICK_READ } from './permissions.js';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };

/** Leave that says nothing of health. */
const PLAIN: Where = { type: { isSensitive: { eq: false } } };

function own({ personId }: Principal): Where {
  return personId === undefined ? NOTHING : { employee: { person: { id: { eq: personId } } } };
}

/** Of those who report to the caller today, without what tells of their health. */
function reports({ personId }: Principal): Where {
  if (personId === undefined) return NOTHING;
  const person = { id: { eq: personId } };
  return { and: [{ employee: { job: { manager: { person } } } }, PLAIN] };
}

/**
 * Whatever a role says: leave that tells of health is for oneself, and for those who hold the right
 * of its own. To all others somebody is absent, without why.
 */
function withoutHealth(principal: Principal): Where | undefined {
  const isHeld = principal.permissions.get(SICK_READ) === 'all';
  return isHeld ? undefined : { or: [own(principal), PLAIN] };
}

/** The rows of one employee: the own ones, those of reports, or all that say nothing of health. */
const conditions = { own, reports, plain: () => PLAIN };

export const LeaveTypeType: Exposed = expose(LeaveType, {
  prefix: 'lty',
  by: ['code'],
  filter: ['code', 'name', 'hasBalance', 'isSensitive', 'isActive'],
  order: ['name', 'code'],
});

export const LeavePolicyType: Exposed = expose(LeavePolicy, {
  prefix: 'lpo',
  by: ['code'],
  filter: ['code', 'name', 'type'],
  order: ['name', 'code'],
  relations: {
    terms: inForce(() => LeavePolicyTermsType, 'policy', 'What it says on a day.'),
    allTerms: many(() => LeavePolicyTermsType, 'policy', 'What it said and will say.'),
    blackouts: many(() => LeaveBlackoutType, 'policy', 'Days without leave.'),
  },
});

export const LeavePolicyTermsType: Exposed = expose(LeavePolicyTerms, {
  prefix: 'lpt',
  root: false,
  filter: ['policy', 'validFrom', 'validTo'],
  order: ['validFrom'],
  relations: {
    tenureSteps: many(() => LeaveTenureStepType, 'terms', 'More days after so many years.'),
  },
});

export const LeaveTenureStepType: Exposed = expose(LeaveTenureStep, {
  prefix: 'lts',
  root: false,
  filter: ['terms', 'afterYears'],
  order: ['afterYears'],
});

export const LeaveBlackoutType: Exposed = expose(LeaveBlackout, {
  prefix: 'lbo',
  filter: ['policy', 'unit', 'startsOn', 'endsOn'],
  order: ['startsOn', 'endsOn'],
});

export const LeaveEntitlementType: Exposed = expose(LeaveEntitlement, {
  prefix: 'letl',
  filter: ['employee', 'type', 'policy', 'validFrom', 'validTo'],
  order: ['validFrom'],
  always: withoutHealth,
  conditions,
});

export const LeaveEntryType: Exposed = expose(LeaveEntry, {
  prefix: 'lea',
  root: { one: 'leaveEntry', many: 'leaveEntries' },
  filter: ['employee', 'type', 'kind', 'effectiveOn', 'source', 'request', 'createdAt'],
  order: ['effectiveOn', 'createdAt'],
  aggregate: ['days'],
  always: withoutHealth,
  conditions,
});

export const LeaveRequestType: Exposed = expose(LeaveRequest, {
  prefix: 'lrq',
  filter: ['employee', 'type', 'startsOn', 'endsOn', 'state'],
  order: ['startsOn', 'endsOn', 'createdAt'],
  aggregate: ['days'],
  relations: { entries: many(() => LeaveEntryType, 'request', 'What it took from the balance.') },
  always: withoutHealth,
  conditions,
});
