import { randomBytes } from 'node:crypto';
import {
  actorOf,
  Arg,
  Context,
  type Ctx,
  encodeId,
  inputOf,
  InputType,
  Mutation,
  patchOf,
  payloadOf,
  Resolver,
} from '@bureau/core';
import { demandClearance } from '../library/access.js';
import { titleOf } from '../library/add-document.js';
import { factsOf } from '../library/facts.js';
import { IntakeAddress } from './intake-address.entity.js';
import { IntakeAddressType } from './intake.types.js';

@InputType({ description: 'An address to which papers are sent; the part before the @ is made.' })
export class IntakeAddressCreateInput extends inputOf(
  IntakeAddress,
  ['name', 'folder', 'type', 'classification', 'knownSendersOnly'],
  { optional: ['classification', 'knownSendersOnly'] },
) {}

@InputType({ description: 'Changes of an address; what is left out stays.' })
export class IntakeAddressUpdateInput extends patchOf(
  IntakeAddress,
  ['name', 'folder', 'type', 'classification', 'knownSendersOnly', 'isActive'],
  { id: 'id' },
) {}

export const IntakeAddressCreatePayload = payloadOf('IntakeAddressCreatePayload', {
  intakeAddress: IntakeAddressType,
});
export const IntakeAddressUpdatePayload = payloadOf('IntakeAddressUpdatePayload', {
  intakeAddress: IntakeAddressType,
});

/** Where papers come in by themselves. */
@Resolver()
export class IntakeResolver {
  @Mutation(() => IntakeAddressCreatePayload, {
    description: 'Opens an address: whoever knows it may send papers to it, and read none.',
  })
  async intakeAddressCreate(@Context() ctx: Ctx, @Arg('input') input: IntakeAddressCreateInput) {
    const { name, classification, knownSendersOnly } = input;
    if (classification != null) demandClearance(ctx, classification);
    const { folder = null, type = null } = await factsOf(ctx, input);
    const intakeAddress = ctx.em.create(IntakeAddress, {
      ...{ name: titleOf(name), localPart: localPart(ctx), folder, type },
      classification: classification ?? 'INTERNAL',
      knownSendersOnly: knownSendersOnly ?? false,
      isActive: true,
      ...actorOf(ctx),
    });
    return { intakeAddress };
  }

  @Mutation(() => IntakeAddressUpdatePayload, { description: 'Changes or closes an address.' })
  async intakeAddressUpdate(@Context() ctx: Ctx, @Arg('input') input: IntakeAddressUpdateInput) {
    const { id, expectedVersion, name, classification, knownSendersOnly, isActive } = input;
    const path = ['input', 'id'];
    const intakeAddress = await ctx.find(IntakeAddress, id, { expectedVersion, path });
    if (classification != null) demandClearance(ctx, classification);
    Object.assign(intakeAddress, await factsOf(ctx, input));
    if (name != null) intakeAddress.name = titleOf(name);
    if (classification != null) intakeAddress.classification = classification;
    if (knownSendersOnly != null) intakeAddress.knownSendersOnly = knownSendersOnly;
    if (isActive != null) intakeAddress.isActive = isActive;
    return { intakeAddress };
  }
}

/** Not to be guessed; the organization stands in it, so that nothing is looked for in others. */
function localPart({ organizationId }: Ctx): string {
  const secret = randomBytes(10).toString('hex');
  return `${secret}.${encodeId('org', organizationId).slice('org_'.length)}`;
}
