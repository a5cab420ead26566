import { defineEvent, z } from '@bureau/core';

const id = z.uuid();

export const skillAssessed = defineEvent({
  name: 'hr.skill.assessed',
  version: 1,
  description: 'Somebody was assessed in a skill; level 0: it is not there any more.',
  payload: z.object({
    ...{ employeeId: id, skillId: id },
    level: z.number().int(),
    assessedOn: z.iso.date(),
  }),
});
