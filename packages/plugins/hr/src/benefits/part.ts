import type { PluginPart } from '@bureau/core';
import { benefits } from '../migrations/0090-benefits.js';
import { benefitPay } from '../migrations/0100-benefit-pay.js';
import { BenefitLevel, BenefitPlan, BenefitRate } from './benefit-plan.entity.js';
import { BenefitWindow, LifeEvent } from './benefit-window.entity.js';
import {
  BenefitLevelType,
  BenefitPlanType,
  BenefitRateType,
  BenefitWindowType,
  CoveredDependantType,
  DependantType,
  EnrollmentType,
  LifeEventType,
} from './benefits.types.js';
import { CoveredDependant, Dependant, Enrollment } from './enrollment.entity.js';
import { EnrollmentResolver } from './enrollment.resolver.js';
import { benefitErrors } from './errors.js';
import { enrollmentElected, enrollmentEnded } from './events.js';
import { LifeEventResolver } from './life-event.resolver.js';
import { permissions, roles, rules } from './permissions.js';
import { BenefitPlanResolver } from './plan.resolver.js';
import { benefitsOpen, benefitsOpenReminder, coverOfLeaver } from './window-notice.js';

/** Benefits: what people may choose, when, for whom, and what it costs. */
export const benefitsPart = {
  entities: [
    ...[BenefitPlan, BenefitLevel, BenefitRate, BenefitWindow],
    ...[LifeEvent, Dependant, Enrollment, CoveredDependant],
  ],
  types: [
    ...[BenefitPlanType, BenefitLevelType, BenefitRateType, BenefitWindowType],
    ...[LifeEventType, DependantType, EnrollmentType, CoveredDependantType],
  ],
  migrations: [benefits, benefitPay],
  resolvers: [BenefitPlanResolver, LifeEventResolver, EnrollmentResolver],
  permissions,
  sensitive: ['hr.dependant.read'],
  rules,
  roles,
  errors: benefitErrors.table,
  events: [enrollmentElected, enrollmentEnded],
  notifications: [benefitsOpen],
  jobs: [benefitsOpenReminder],
  on: [coverOfLeaver],
} satisfies PluginPart;
