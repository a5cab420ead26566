import { defineEvent, z } from '@bureau/core';

const id = z.uuid();

export const reviewCycleOpened = defineEvent({
  name: 'hr.reviewCycle.opened',
  version: 1,
  description: 'Everybody who is asked in a cycle of reviews can write.',
  payload: z.object({ cycleId: id, reviews: z.number().int() }),
});

export const reviewCycleReleased = defineEvent({
  name: 'hr.reviewCycle.released',
  version: 1,
  description: 'People can read their reviews of a cycle; nothing of what they say.',
  payload: z.object({ cycleId: id, reviews: z.number().int() }),
});
