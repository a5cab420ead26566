import { z } from 'zod';
import { defineEvent } from '../events/event.js';

/** Plugins that copied something about the person remove it now. */
export const PersonErased = defineEvent({
  name: 'core.person.erased',
  version: 1,
  description: 'A person was erased: their key is destroyed, their contacts are gone.',
  payload: z.object({ personId: z.uuid() }),
});
