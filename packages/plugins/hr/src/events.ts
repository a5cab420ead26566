import { defineEvent, z } from '@bureau/core';

const DAY_MS = 86_400_000;
const id = z.uuid();
const day = z.iso.date();

/** Somebody was hired or rehired; ids are uuids, days `YYYY-MM-DD`. */
export const employeeHired = defineEvent({
  name: 'hr.employee.hired',
  version: 1,
  description: 'Somebody was hired, or hired again, from a day on.',
  payload: z.object({
    employeeId: id,
    employmentId: id,
    number: z.string(),
    startsOn: day,
    isRehire: z.boolean(),
  }),
});

/**
 * Whether a first day may lie ahead somewhere on earth: an intake of old records is no news.
 * Asked before a job is made; the job itself goes by the day of the organization.
 */
export function mayBeAhead({ startsOn }: { startsOn: string }, now: Date): boolean {
  return startsOn >= new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
}

/** What somebody does, where or for whom changes from a day on. */
export const jobChanged = defineEvent({
  name: 'hr.job.changed',
  version: 1,
  description: 'Position, unit, manager, place or working time changes from a day on.',
  payload: z.object({
    employeeId: id,
    jobRecordId: id,
    effectiveOn: day,
    changed: z.array(z.string()),
  }),
});

/** An employment got its last day. */
export const employeeTerminated = defineEvent({
  name: 'hr.employee.terminated',
  version: 1,
  description: 'An employment ends after a last day, which may lie in the future.',
  payload: z.object({ employeeId: id, employmentId: id, lastDay: day }),
});

/** Somebody is not employed any more. */
export const employeeLeft = defineEvent({
  name: 'hr.employee.left',
  version: 1,
  description: 'The last day of an employment is over, as the day after it begins.',
  payload: z.object({ employeeId: id, employmentId: id, lastDay: day }),
});
