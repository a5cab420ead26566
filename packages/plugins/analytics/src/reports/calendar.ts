import { nextOccurrence } from '@bureau/core';
import { reportErrors } from './errors.js';

const HOUR = 3_600_000;

/**
 * The next time of a calendar in a zone. @throws ANALYTICS_REPORT_CRON, ANALYTICS_REPORT_OFTEN
 */
export function nextRun(cron: string, when: { after: Date; zone: string }): Date {
  const path = ['input', 'cron'];
  const next = attempt(cron, when);
  if (!next) throw reportErrors.REPORT_CRON({ reason: 'it never comes' }, path);
  const second = attempt(cron, { ...when, after: next });
  if (second && second.valueOf() - next.valueOf() < HOUR) {
    throw reportErrors.REPORT_OFTEN({}, path);
  }
  return next;
}

function attempt(cron: string, when: { after: Date; zone: string }): Date | undefined {
  try {
    return nextOccurrence({ cron }, when);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw reportErrors.REPORT_CRON({ reason }, ['input', 'cron']);
  }
}
