import { z } from 'zod';
import { defineEvent } from '../events/event.js';

/** Money for a party goes elsewhere from now on: what payment frauds begin with. */
export const PartyBankAccountChanged = defineEvent({
  name: 'core.party.bankAccountChanged',
  version: 1,
  description: 'A bank account was added to a party or taken from it.',
  payload: z.object({
    partyId: z.uuid(),
    bankAccountId: z.uuid(),
    change: z.enum(['ADDED', 'REMOVED']),
  }),
});
