import { z } from 'zod';
import { defineEvent } from '../events/event.js';

/** About the user who is told, so that only those who may read the user learn of it. */
export const NotificationCreated = defineEvent({
  name: 'core.notification.created',
  version: 1,
  description: 'A user is told something.',
  payload: z.object({ notificationId: z.uuid(), userId: z.uuid(), kind: z.string() }),
});
