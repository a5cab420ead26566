import { metricDimensions, type MetricFact } from '@bureau/core';
import { CertificateType } from './certificates/certificate.types.js';
import { CourseEnrolmentType } from './courses/course.types.js';
import { GoalType } from './goals/goal.types.js';

/** Where somebody works on the day of a row. */
const place = {
  ...metricDimensions.unit('employee.job.unit'),
  ...metricDimensions.site('employee.job.site'),
};

/** Who learned what. */
const enrolments: MetricFact = {
  type: CourseEnrolmentType,
  description: 'Enrolments in courses, by the first day of the session.',
  time: { path: 'session.startsAt' },
  dimensions: {
    ...place,
    'hr.course': { path: 'session.course', label: 'name', description: 'Course.' },
    'hr.courseState': { path: 'state', description: 'Whether somebody came.' },
  },
  measures: {
    'hr.courseEnrolments': {
      kind: 'COUNT',
      where: { state: { in: ['ENROLLED', 'ATTENDED', 'ABSENT'] } },
      unit: 'enrolments',
      description: 'Places in courses that were taken; who waits or stepped back is left out.',
    },
    'hr.coursesPassed': {
      kind: 'COUNT',
      where: { result: { eq: 'PASSED' } },
      unit: 'enrolments',
      description: 'Courses that somebody passed.',
    },
  },
};

/** What ends when. */
const certificates: MetricFact = {
  type: CertificateType,
  description: 'Certificates, by their last day.',
  time: { path: 'validUntil' },
  dimensions: {
    ...place,
    'hr.certificateKind': { path: 'kind', label: 'name', description: 'Kind of certificate.' },
  },
  measures: {
    'hr.certificatesDue': {
      kind: 'COUNT',
      where: { withdrawnOn: { isNull: true } },
      unit: 'certificates',
      description: 'Certificates that end, renewed or not; withdrawn ones are left out.',
    },
  },
};

/** How far people came. */
const goals: MetricFact = {
  type: GoalType,
  description: 'Goals that the caller may read, by their last day.',
  time: { path: 'endsOn' },
  dimensions: {
    ...metricDimensions.unit('owner.job.unit'),
    ...metricDimensions.site('owner.job.site'),
    'hr.goalState': { path: 'state', description: 'Whether the goal is pursued.' },
  },
  measures: {
    'hr.goals': { kind: 'COUNT', unit: 'goals', description: 'Goals.' },
    'hr.goalProgress': {
      kind: 'AVERAGE',
      of: 'progress',
      unit: 'percent',
      description: 'Mean progress of goals.',
    },
  },
};

/** What is counted of growth. */
export const growthMetrics: MetricFact[] = [enrolments, certificates, goals];
