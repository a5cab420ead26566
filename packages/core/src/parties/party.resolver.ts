import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { valuesOf } from '../schema/input-values.js';
import { Person } from '../schema/person.entity.js';
import { demandHome } from './home-address.js';
import { addParty, demandFreeCode, demandFreePerson } from './new-party.js';
import { Party } from './party.entity.js';
import {
  PartyCreateInput,
  PartyCreatePayload,
  PartyUpdateInput,
  PartyUpdatePayload,
} from './party.types.js';

const PICKS = {
  required: ['code', 'kind', 'name', 'isCustomer', 'isSupplier', 'isEmployee', 'isActive'],
  nullable: [
    'legalName',
    'taxNumber',
    'registrationNumber',
    'currency',
    'locale',
    'email',
    'phone',
    'website',
    'note',
  ],
} as const;

/** Customers, suppliers and employees as those with whom the organization deals. */
@Resolver()
export class PartyResolver {
  @Mutation(() => PartyCreatePayload, {
    description: 'Adds a party; without a code it gets the next one of the series core.party.',
  })
  async partyCreate(@Context() ctx: Ctx, @Arg('input') input: PartyCreateInput) {
    const values = valuesOf(withoutNulls(input), PICKS);
    const person = await personOf(ctx, input.personId);
    return {
      party: await addParty(ctx, { ...values, kind: input.kind, name: values.name, person }),
    };
  }

  @Mutation(() => PartyUpdatePayload, {
    description: 'Changes a party. One that is not active stands in no new document.',
  })
  async partyUpdate(@Context() ctx: Ctx, @Arg('input') input: PartyUpdateInput) {
    const { expectedVersion } = input;
    const party = await ctx.find(Party, input.id, { expectedVersion, path: ['input', 'id'] });
    const values = valuesOf(input, PICKS);
    const person =
      input.personId === undefined ? party.person : await personOf(ctx, input.personId);
    if (values.code !== undefined) await demandFreeCode(ctx, values.code, party);
    await demandFreePerson(ctx, { kind: values.kind ?? party.kind, person: person ?? null }, party);
    const isOther = (person?.id ?? null) !== (party.person?.id ?? null);
    if (values.isEmployee === false || isOther) demandHome(ctx, party);
    ctx.em.assign(party, { ...values, person: person ?? null });
    return { party };
  }
}

/** What may be left out may be null as well. */
function withoutNulls(input: PartyCreateInput): PartyCreateInput {
  const given = Object.entries(input).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as unknown as PartyCreateInput;
}

async function personOf(ctx: Ctx, id: string | null | undefined): Promise<Person | null> {
  return id ? ctx.find(Person, id, { path: ['input', 'personId'] }) : null;
}
