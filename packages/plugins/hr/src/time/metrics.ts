import { metricDimensions, type MetricFact } from '@bureau/core';
import { TimeSheetType } from './time.types.js';

const sum = (of: string, description: string) =>
  ({ kind: 'SUM', of, unit: 'minutes', description }) as const;

/** Working time of approved periods, by their last days. */
const timeSheets: MetricFact = {
  type: TimeSheetType,
  description: 'Time sheets of approved periods, by the last day of the period.',
  time: { path: 'endsOn' },
  dimensions: {
    ...metricDimensions.unit('employee.job.unit'),
    ...metricDimensions.site('employee.job.site'),
    ...metricDimensions.legalEntity('period.legalEntity'),
    'hr.employee': { path: 'employee', label: 'displayName', description: 'Whose time.' },
  },
  measures: {
    'hr.regularTime': sum('regularMinutes', 'Work that is no overtime.'),
    'hr.overtime': sum('overtimeMinutes', 'Work beyond the limits of day and week.'),
    'hr.nightWork': sum('nightMinutes', 'Work in the night, part of regular and overtime.'),
    'hr.sundayWork': sum('sundayMinutes', 'Work on Sundays, part of regular and overtime.'),
    'hr.holidayWork': sum('holidayMinutes', 'Work on holidays, part of regular and overtime.'),
    'hr.leaveTime': sum('leaveMinutes', 'What days of leave count.'),
    'hr.overtimeShare': {
      kind: 'RATIO',
      of: 'hr.overtime',
      per: 'hr.regularTime',
      description: 'Overtime for each minute of regular work.',
    },
  },
};

/** What is summed of working time. */
export const timeMetrics: MetricFact[] = [timeSheets];
