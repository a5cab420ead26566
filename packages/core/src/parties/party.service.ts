import type { Ctx } from '../context/ctx.js';
import { serviceToken } from '../plugin/definition.js';
import { Person } from '../schema/person.entity.js';
import { addParty } from './new-party.js';
import { Party } from './party.entity.js';

/** The one model of customers, suppliers and employees: `ctx.service(PartyService)`. */
export interface PartyService {
  /**
   * The party that a person is, made when there is none; it is marked as an employee where asked.
   * @param personId uuid
   */
  ofPerson(ctx: Ctx, personId: string, roles?: { isEmployee?: boolean }): Promise<Party>;
}

export const PartyService = serviceToken<PartyService>('core.party');

/** The service as core offers it. */
export function createPartyService(): PartyService {
  return { ofPerson };
}

async function ofPerson(
  ctx: Ctx,
  personId: string,
  { isEmployee = false }: { isEmployee?: boolean } = {},
): Promise<Party> {
  const person = await ctx.em.findOneOrFail(Person, { id: personId });
  const known = await ctx.em.findOne(Party, { person });
  if (known) {
    if (isEmployee) known.isEmployee = true;
    return known;
  }
  const name = [person.preferredName ?? person.givenName, person.familyName].join(' ');
  return addParty(ctx, { kind: 'PERSON', name, person, email: person.email, isEmployee });
}
