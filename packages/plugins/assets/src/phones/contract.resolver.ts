import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { amountOf, given, needed, neededIfGiven, optional } from '../input-values.js';
import { phoneErrors } from './errors.js';
import { PhoneContract } from './phone.entities.js';
import {
  PhoneContractCreateInput,
  PhoneContractCreatePayload,
  PhoneContractUpdateInput,
  PhoneContractUpdatePayload,
} from './phone.inputs.js';

/** Contracts with carriers. */
@Resolver()
export class PhoneContractResolver {
  @Mutation(() => PhoneContractCreatePayload, { description: 'Adds a contract with a carrier.' })
  phoneContractCreate(@Context() ctx: Ctx, @Arg('input') input: PhoneContractCreateInput) {
    const { startsOn = null, endsOn = null } = input;
    assertSpan(startsOn, endsOn);
    const phoneContract = ctx.em.create(PhoneContract, {
      code: needed('code', input.code),
      carrier: needed('carrier', input.carrier),
      ...{ startsOn, endsOn },
      monthlyCost: amountOf(input.monthlyCost, ['input', 'monthlyCost']),
      note: optional(input.note) ?? null,
    });
    return { phoneContract };
  }

  @Mutation(() => PhoneContractUpdatePayload, { description: 'Changes a contract.' })
  async phoneContractUpdate(@Context() ctx: Ctx, @Arg('input') input: PhoneContractUpdateInput) {
    const { id, expectedVersion, startsOn, endsOn, monthlyCost } = input;
    const found = { expectedVersion, path: ['input', 'id'] };
    const phoneContract = await ctx.find(PhoneContract, id, found);
    const code = neededIfGiven('code', input.code);
    const carrier = neededIfGiven('carrier', input.carrier);
    const note = optional(input.note);
    ctx.em.assign(phoneContract, given({ code, carrier, startsOn, endsOn, note }));
    if (monthlyCost !== undefined) {
      phoneContract.monthlyCost = amountOf(monthlyCost, ['input', 'monthlyCost']);
    }
    assertSpan(phoneContract.startsOn, phoneContract.endsOn);
    return { phoneContract };
  }
}

function assertSpan(from: string | null | undefined, to: string | null | undefined): void {
  if (from && to && to < from) throw phoneErrors.PHONE_SPAN({}, ['input', 'endsOn']);
}
