import { defineEvent, z } from '@bureau/core';

const period = z.object({ periodId: z.uuid(), name: z.string(), state: z.string() });

export const PeriodClosed = defineEvent({
  name: 'accounting.period.closed',
  version: 1,
  description: 'A period was closed, softly or for good.',
  payload: period,
});

export const PeriodReopened = defineEvent({
  name: 'accounting.period.reopened',
  version: 1,
  description: 'A period that was closed takes entries again.',
  payload: period.extend({ reason: z.string() }),
});
