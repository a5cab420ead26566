import { expose, many, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { addressesSeenBy } from './home-address.js';
import { Party, PartyAddress, PartyBankAccount } from './party.entity.js';

const ROLES = ['isCustomer', 'isSupplier', 'isEmployee', 'isActive'] as const;

export const PartyType: Exposed = expose(Party, {
  prefix: 'pty',
  filter: ['code', 'kind', 'name', 'taxNumber', 'email', 'currency', 'person', ...ROLES],
  order: ['code', 'name'],
  by: ['code'],
  search: ['name', 'legalName', 'code', 'email'],
  root: { one: 'party', many: 'parties' },
  relations: {
    addresses: many(() => PartyAddressType, 'party', 'Where it is found by post.'),
    bankAccounts: many(() => PartyBankAccountType, 'party', 'Where money for it goes.'),
  },
});

export const PartyAddressType: Exposed = expose(PartyAddress, {
  prefix: 'pad',
  always: addressesSeenBy,
  filter: ['party', 'purpose', 'city', 'country'],
  order: ['city'],
  root: { one: 'partyAddress', many: 'partyAddresses' },
});

export const PartyBankAccountType: Exposed = expose(PartyBankAccount, {
  prefix: 'pba',
  filter: ['party', 'iban', 'isDefault'],
  order: ['holder'],
});

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const FACTS = [
  'name',
  'legalName',
  'person',
  'taxNumber',
  'registrationNumber',
  'currency',
  'locale',
  'email',
  'phone',
  'website',
  'note',
  'attributes',
] as const;
const ADDRESS = ['purpose', 'lines', 'postalCode', 'city', 'region', 'country'] as const;
const ACCOUNT = ['holder', 'iban', 'bic', 'isDefault'] as const;

@InputType({ description: 'A new party.' })
export class PartyCreateInput extends inputOf(Party, ['code', 'kind', ...FACTS, ...ROLES], {
  optional: ['code', ...ROLES],
}) {}

@InputType({ description: 'Changes of a party; what is left out stays.' })
export class PartyUpdateInput extends patchOf(Party, ['code', 'kind', ...FACTS, ...ROLES]) {
  @Field(() => ID, { description: 'The party.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A new address of a party.' })
export class PartyAddressCreateInput extends inputOf(PartyAddress, ['party', ...ADDRESS]) {}

@InputType({ description: 'Changes of an address; what is left out stays.' })
export class PartyAddressUpdateInput extends patchOf(PartyAddress, ADDRESS) {
  @Field(() => ID, { description: 'The address.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'The address that goes.' })
export class PartyAddressDeleteInput {
  @Field(() => ID, { description: 'The address.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A new bank account of a party.' })
export class PartyBankAccountCreateInput extends inputOf(PartyBankAccount, ['party', ...ACCOUNT], {
  optional: ['isDefault'],
}) {}

@InputType({ description: 'The bank account that is used no more.' })
export class PartyBankAccountDeleteInput {
  @Field(() => ID, { description: 'The bank account.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

const deleted = {
  deletedId: { type: () => ID, description: 'The record that is gone; null when refused.' },
};

export const PartyCreatePayload = payloadOf('PartyCreatePayload', { party: PartyType });
export const PartyUpdatePayload = payloadOf('PartyUpdatePayload', { party: PartyType });
export const PartyAddressCreatePayload = payloadOf('PartyAddressCreatePayload', {
  partyAddress: PartyAddressType,
});
export const PartyAddressUpdatePayload = payloadOf('PartyAddressUpdatePayload', {
  partyAddress: PartyAddressType,
});
export const PartyAddressDeletePayload = payloadOf('PartyAddressDeletePayload', {}, deleted);
export const PartyBankAccountCreatePayload = payloadOf('PartyBankAccountCreatePayload', {
  partyBankAccount: PartyBankAccountType,
});
export const PartyBankAccountDeletePayload = payloadOf(
  'PartyBankAccountDeletePayload',
  {},
  deleted,
);
