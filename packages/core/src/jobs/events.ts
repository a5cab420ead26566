import { z } from 'zod';
import { defineEvent } from '../events/event.js';

/** A job went on: each change of its state, and its progress at most once a second. */
export const jobUpdated = defineEvent({
  name: 'core.job.updated',
  version: 1,
  description: 'A job changed its state or came further; jobs for events say nothing.',
  payload: z.object({
    jobId: z.uuid(),
    kind: z.string(),
    state: z.string(),
    done: z.number(),
    failed: z.number(),
    total: z.number().nullable(),
  }),
});
