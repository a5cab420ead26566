import { defineEvent, z } from '@bureau/core';

const contract = { contractId: z.uuid(), number: z.string() };
const day = z.iso.date();

/** A contract came into force. */
export const contractActivated = defineEvent({
  name: 'documents.contract.activated',
  version: 1,
  description: 'A contract came into force.',
  payload: z.object({ ...contract, startsOn: day, endsOn: day.nullable() }),
});

/** Nobody gave notice in time. */
export const contractRenewed = defineEvent({
  name: 'documents.contract.renewed',
  version: 1,
  description: 'A contract goes on for one more term, because nobody gave notice in time.',
  payload: z.object({ ...contract, endsOn: day, renewals: z.int() }),
});

/** Notice was given. */
export const contractTerminated = defineEvent({
  name: 'documents.contract.terminated',
  version: 1,
  description: 'A contract got its last day, by notice or by agreement.',
  payload: z.object({ ...contract, endsOn: day, reason: z.string() }),
});

/** Its last day is over. */
export const contractEnded = defineEvent({
  name: 'documents.contract.ended',
  version: 1,
  description: 'The last day of a contract is over: it was terminated, or expired.',
  payload: z.object({ ...contract, endsOn: day, state: z.string() }),
});

/** A decision is due. */
export const contractDecisionDue = defineEvent({
  name: 'documents.contract.decisionDue',
  version: 1,
  description: 'The day until which notice must be given is near, or the end of a contract.',
  payload: z.object({ ...contract, decideBy: day, endsOn: day, isRenewing: z.boolean() }),
});

export const contractEvents = [
  contractActivated,
  contractRenewed,
  contractTerminated,
  contractEnded,
  contractDecisionDue,
];
