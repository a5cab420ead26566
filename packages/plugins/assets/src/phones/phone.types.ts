import { expose, type Exposed, many, type Principal, type Where } from '@bureau/core';
import { PhoneContract, PhoneLine, PhoneNumber } from './phone.entities.js';

/** Lines that the caller uses, or that are in a device of the caller. */
function ownLines({ personId }: Principal): Where {
  if (personId === undefined) return { or: [] };
  const person = { person: { id: { eq: personId } } };
  return { or: [{ holder: person }, { asset: { holder: person } }] };
}

export const PhoneContractType: Exposed = expose(PhoneContract, {
  prefix: 'phc',
  filter: ['code', 'carrier', 'startsOn', 'endsOn'],
  order: ['code', 'carrier', 'endsOn'],
  by: ['code'],
  relations: { lines: many(() => PhoneLineType, 'contract', 'Lines of the contract.') },
  conditions: { own: (principal) => ({ lines: { some: ownLines(principal) } }) },
});

export const PhoneLineType: Exposed = expose(PhoneLine, {
  prefix: 'phl',
  filter: ['code', 'contract', 'kind', 'state', 'simNumber', 'asset', 'holder'],
  order: ['code', 'state'],
  by: ['code'],
  relations: { numbers: many(() => PhoneNumberType, 'line', 'Numbers at which it rings.') },
  conditions: { own: ownLines },
});

export const PhoneNumberType: Exposed = expose(PhoneNumber, {
  prefix: 'phn',
  filter: ['number', 'line'],
  order: ['number'],
  by: ['number'],
  conditions: { own: (principal) => ({ line: ownLines(principal) }) },
});
