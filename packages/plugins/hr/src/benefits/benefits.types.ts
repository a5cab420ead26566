import { type Exposed, expose, inForce, many, type Principal, type Where } from '@bureau/core';
import { BenefitLevel, BenefitPlan, BenefitRate } from './benefit-plan.entity.js';
import { BenefitWindow, LifeEvent } from './benefit-window.entity.js';
import { CoveredDependant, Dependant, Enrollment } from './enrollment.entity.js';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };

/** What the caller chose, and whom the caller supports. */
function own({ personId }: Principal): Where {
  return personId === undefined ? NOTHING : { employee: { person: { id: { eq: personId } } } };
}

const ownCovered = (principal: Principal): Where => ({ enrollment: own(principal) });

export const BenefitPlanType: Exposed = expose(BenefitPlan, {
  prefix: 'bpn',
  by: ['code'],
  filter: ['code', 'name', 'kind', 'legalEntity', 'unit', 'isActive'],
  order: ['name', 'code'],
  relations: { levels: many(() => BenefitLevelType, 'plan', 'Whom it may cover.') },
});

export const BenefitLevelType: Exposed = expose(BenefitLevel, {
  prefix: 'blv',
  root: false,
  filter: ['plan', 'code', 'mostDependants'],
  order: ['mostDependants', 'code'],
  relations: {
    rate: inForce(() => BenefitRateType, 'level', 'What it costs a month on a day.'),
    rates: many(() => BenefitRateType, 'level', 'What it cost and will cost.'),
  },
});

export const BenefitRateType: Exposed = expose(BenefitRate, {
  prefix: 'brt',
  root: false,
  filter: ['level', 'validFrom', 'validTo'],
  order: ['validFrom'],
});

export const BenefitWindowType: Exposed = expose(BenefitWindow, {
  prefix: 'bwn',
  filter: ['opensOn', 'closesOn', 'startsOn'],
  order: ['opensOn'],
});

export const LifeEventType: Exposed = expose(LifeEvent, {
  prefix: 'lfe',
  filter: ['employee', 'kind', 'happenedOn', 'state'],
  order: ['happenedOn'],
  conditions: { own },
});

export const DependantType: Exposed = expose(Dependant, {
  prefix: 'dep',
  filter: ['employee', 'relation', 'endedOn', 'createdAt'],
  order: ['createdAt'],
  omit: ['person'],
  conditions: { own },
});

export const EnrollmentType: Exposed = expose(Enrollment, {
  prefix: 'enr',
  filter: ['employee', 'plan', 'level', 'validFrom', 'validTo', 'reason', 'state'],
  order: ['validFrom'],
  relations: {
    covered: many(() => CoveredDependantType, 'enrollment', 'Whom it covers beside the employee.'),
  },
  conditions: { own },
});

export const CoveredDependantType: Exposed = expose(CoveredDependant, {
  prefix: 'cvd',
  root: false,
  filter: ['enrollment', 'dependant', 'createdAt'],
  order: ['createdAt'],
  conditions: { own: ownCovered },
});
