import { defineEvent, z } from '@bureau/core';

/** Ids are uuids, amounts decimal texts in the base currency. */
export const TaxReturnFiled = defineEvent({
  name: 'accounting.taxReturn.filed',
  version: 1,
  description: 'A tax return was filed.',
  payload: z.object({
    taxReturnId: z.uuid(),
    form: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    payable: z.string(),
  }),
});
