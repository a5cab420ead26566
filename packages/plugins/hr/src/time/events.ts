import { defineEvent, z } from '@bureau/core';

const id = z.uuid();
const day = z.iso.date();

const period = z.object({ periodId: id, legalEntityId: id, startsOn: day, endsOn: day });

/** Ids are uuids. */
export const timePeriodApproved = defineEvent({
  name: 'hr.timePeriod.approved',
  version: 1,
  description: 'Working time of a period was approved: its time sheets are made.',
  payload: period,
});

/** For payroll: the time sheets of the period stand. */
export const timePeriodLocked = defineEvent({
  name: 'hr.timePeriod.locked',
  version: 1,
  description: 'Working time of a period is final: payroll may read its time sheets.',
  payload: period,
});

export const timePeriodReopened = defineEvent({
  name: 'hr.timePeriod.reopened',
  version: 1,
  description: 'Working time of a period is open again: its time sheets are void.',
  payload: period,
});

export const timeCorrected = defineEvent({
  name: 'hr.time.corrected',
  version: 1,
  description: 'Recorded time of a day was replaced by a correction.',
  payload: z.object({ correctionId: id, employeeId: id, day }),
});
