import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { checked, valuesOf } from '../schema/input-values.js';
import { partyErrors } from './errors.js';
import { PartyBankAccountChanged } from './events.js';
import { demandHome } from './home-address.js';
import { compactIban, isBic, isIban } from './iban.js';
import { Party, PartyAddress, type PartyAddressPurpose, PartyBankAccount } from './party.entity.js';
import {
  PartyAddressCreateInput,
  PartyAddressCreatePayload,
  PartyAddressDeleteInput,
  PartyAddressDeletePayload,
  PartyAddressUpdateInput,
  PartyAddressUpdatePayload,
  PartyBankAccountCreateInput,
  PartyBankAccountCreatePayload,
  PartyBankAccountDeleteInput,
  PartyBankAccountDeletePayload,
} from './party.types.js';

const ADDRESS = {
  required: ['purpose', 'lines', 'city', 'country'],
  nullable: ['postalCode', 'region'],
} as const;

/** Addresses and bank accounts of parties. */
@Resolver()
export class PartyDetailsResolver {
  @Mutation(() => PartyAddressCreatePayload, {
    description: 'Adds an address to a party; to an employee with core.homeAddress.read only.',
  })
  async partyAddressCreate(@Context() ctx: Ctx, @Arg('input') input: PartyAddressCreateInput) {
    const party = await partyOf(ctx, input.partyId);
    demandHome(ctx, party);
    await demandFreePurpose(ctx, party, input.purpose);
    return { partyAddress: ctx.em.create(PartyAddress, { party, ...valuesOf(input, ADDRESS) }) };
  }

  @Mutation(() => PartyAddressUpdatePayload, { description: 'Changes an address.' })
  async partyAddressUpdate(@Context() ctx: Ctx, @Arg('input') input: PartyAddressUpdateInput) {
    const partyAddress = await ctx.find(PartyAddress, input.id, found(input));
    const values = valuesOf(input, ADDRESS);
    if (values.purpose && values.purpose !== partyAddress.purpose) {
      await demandFreePurpose(ctx, partyAddress.party, values.purpose);
    }
    ctx.em.assign(partyAddress, values);
    return { partyAddress };
  }

  @Mutation(() => PartyAddressDeletePayload, { description: 'Takes an address away.' })
  async partyAddressDelete(@Context() ctx: Ctx, @Arg('input') input: PartyAddressDeleteInput) {
    ctx.em.remove(await ctx.find(PartyAddress, input.id, found(input)));
    return { deletedId: input.id };
  }

  @Mutation(() => PartyBankAccountCreatePayload, {
    description:
      'Adds a bank account to a party. The default one takes that mark from the one before.',
  })
  async partyBankAccountCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: PartyBankAccountCreateInput,
  ) {
    const party = await partyOf(ctx, input.partyId);
    const iban = compactIban(input.iban);
    if (!isIban(iban)) throw partyErrors.PARTY_IBAN_INVALID({}, ['input', 'iban']);
    const bic = input.bic?.trim().toUpperCase() || null;
    if (bic && !isBic(bic)) throw partyErrors.PARTY_BIC_INVALID({}, ['input', 'bic']);
    const known = await ctx.em.find(PartyBankAccount, { party });
    const isDefault = input.isDefault ?? known.length === 0;
    if (isDefault) {
      for (const account of known) account.isDefault = false;
      await ctx.em.flush();
    }
    const holder = checked('holder', input.holder);
    const account = ctx.em.create(PartyBankAccount, { party, holder, iban, bic, isDefault });
    announce(ctx, account, 'ADDED');
    return { partyBankAccount: account };
  }

  @Mutation(() => PartyBankAccountDeletePayload, {
    description: 'Takes a bank account from a party.',
  })
  async partyBankAccountDelete(
    @Context() ctx: Ctx,
    @Arg('input') input: PartyBankAccountDeleteInput,
  ) {
    const account = await ctx.find(PartyBankAccount, input.id, found(input));
    announce(ctx, account, 'REMOVED');
    ctx.em.remove(account);
    return { deletedId: input.id };
  }
}

function found({ expectedVersion }: { expectedVersion?: number | null }) {
  return { expectedVersion, path: ['input', 'id'] };
}

function partyOf(ctx: Ctx, id: string): Promise<Party> {
  return ctx.find(Party, id, { path: ['input', 'partyId'] });
}

async function demandFreePurpose(
  ctx: Ctx,
  party: Party,
  purpose: PartyAddressPurpose,
): Promise<void> {
  if (purpose === 'OTHER') return;
  if (await ctx.em.findOne(PartyAddress, { party, purpose })) {
    throw partyErrors.PARTY_ADDRESS_TAKEN({ purpose }, ['input', 'purpose']);
  }
}

function announce(ctx: Ctx, account: PartyBankAccount, change: 'ADDED' | 'REMOVED'): void {
  const partyId = account.party.id;
  const payload = { partyId, bankAccountId: account.id, change };
  ctx.emit(PartyBankAccountChanged, payload, { type: 'Party', id: partyId });
}
