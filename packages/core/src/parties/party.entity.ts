import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { secret } from '../model/secret.js';
import { Person } from '../schema/person.entity.js';

/** What a party is in law. */
export const PartyKind = enumOf('PartyKind', 'What a party is in law.', {
  COMPANY: 'A company, an association, an authority.',
  PERSON: 'A natural person.',
});
export type PartyKind = EnumValue<typeof PartyKind>;

/** Somebody with whom the organization deals: customer, supplier, employee, or several of them. */
export const PartySchema = defineEntity({
  name: 'Party',
  schema: 'core',
  tableName: 'party',
  comment: 'Somebody with whom the organization deals: customer, supplier, employee.',
  properties: {
    ...record({ attributes: true }),
    code: p.string().length(40).comment('Number of the party, unique in the organization'),
    kind: choice(PartyKind).comment('Company or natural person'),
    name: p.string().length(200).comment('Name as people call it'),
    legalName: p.string().length(200).nullable().comment('Registered name, where another one'),
    person: () =>
      p.manyToOne(Person).nullable().comment('The person that it is; one party for each person'),
    isCustomer: p.boolean().comment('Buys from the organization'),
    isSupplier: p.boolean().comment('Sells to the organization'),
    isEmployee: p.boolean().comment('Works for the organization: expenses, pay'),
    isActive: p.boolean().comment('False: no new documents with it'),
    taxNumber: p.string().length(40).nullable().comment('VAT or tax registration number'),
    registrationNumber: p.string().length(60).nullable().comment('Number in the company register'),
    currency: p.string().length(3).nullable().comment('ISO 4217 code of its documents, as a rule'),
    locale: p.string().length(35).nullable().comment('Language of letters to it (BCP 47)'),
    email: p.string().length(254).nullable().comment('E-mail address, lower case'),
    phone: p.string().length(40).nullable().comment('Telephone number'),
    website: p.string().length(200).nullable().comment('Address of its site'),
    note: p.string().length(2000).nullable().comment('What colleagues should know'),
  },
});

export class Party extends PartySchema.class {}
PartySchema.setClass(Party);

/** What an address is for. */
export const PartyAddressPurpose = enumOf('PartyAddressPurpose', 'What an address is for.', {
  LEGAL: 'Its seat.',
  BILLING: 'Invoices go there.',
  DELIVERY: 'Goods go there.',
  OTHER: 'Anything else.',
});
export type PartyAddressPurpose = EnumValue<typeof PartyAddressPurpose>;

/** Where a party is found by post. */
export const PartyAddressSchema = defineEntity({
  name: 'PartyAddress',
  schema: 'core',
  tableName: 'party_address',
  comment: 'Where a party is found by post.',
  properties: {
    ...record(),
    party: () => p.manyToOne(Party).comment('Whose address it is'),
    purpose: choice(PartyAddressPurpose).comment('What it is for; one of each besides OTHER'),
    lines: p.string().length(300).comment('Addressee, street and number, as on an envelope'),
    postalCode: p.string().length(20).nullable().comment('Postal code'),
    city: p.string().length(120).comment('Town'),
    region: p.string().length(120).nullable().comment('State or province, where letters need it'),
    country: p.string().length(2).comment('ISO 3166-1 alpha-2 code'),
  },
});

export class PartyAddress extends PartyAddressSchema.class {}
PartyAddressSchema.setClass(PartyAddress);

/** Where money for a party goes. */
export const PartyBankAccountSchema = defineEntity({
  name: 'PartyBankAccount',
  schema: 'core',
  tableName: 'party_bank_account',
  comment: 'Where money for a party goes; the number is sealed.',
  properties: {
    ...record(),
    party: () => p.manyToOne(Party).comment('Whose account it is'),
    holder: p.string().length(140).comment('Name of the account holder (ISO 20022: 140)'),
    iban: secret().comment('IBAN (ISO 13616), without spaces; sealed'),
    ibanIndex: p.text().nullable().hidden().index().comment('Blind index for equality'),
    bic: p.string().length(11).nullable().comment('BIC of the bank (ISO 9362)'),
    isDefault: p.boolean().comment('Payments go here unless told otherwise; one at most'),
  },
});

export class PartyBankAccount extends PartyBankAccountSchema.class {}
PartyBankAccountSchema.setClass(PartyBankAccount);
