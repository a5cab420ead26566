import { defineEvent, z } from '@bureau/core';

export const goalEnded = defineEvent({
  name: 'hr.goal.ended',
  version: 1,
  description: 'A goal is done or not pursued any more; nothing of what it is.',
  payload: z.object({ goalId: z.uuid(), state: z.enum(['DONE', 'DROPPED']) }),
});
