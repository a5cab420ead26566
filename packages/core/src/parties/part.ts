import { type DefaultRole, permissionsOf } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { parties } from '../schema/migrations/0090-parties.js';
import { partyErrors } from './errors.js';
import { PartyBankAccountChanged } from './events.js';
import { partyCodes } from './new-party.js';
import { PartyDetailsResolver } from './party-details.resolver.js';
import { Party, PartyAddress, PartyBankAccount } from './party.entity.js';
import { PartyResolver } from './party.resolver.js';
import { createPartyService, PartyService } from './party.service.js';
import { PartyAddressType, PartyBankAccountType, PartyType } from './party.types.js';

const READ = 'core.party.read';
const WRITE = 'core.party.write';
const BANK_READ = 'core.partyBankAccount.read';
const BANK_WRITE = 'core.partyBankAccount.write';

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [READ, WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];

/** Those with whom the organization deals; plugins of trade, purchasing and pay share them. */
export const partiesPart: PluginPart = {
  entities: [Party, PartyAddress, PartyBankAccount],
  types: [PartyType, PartyAddressType, PartyBankAccountType],
  migrations: [parties],
  resolvers: [PartyResolver, PartyDetailsResolver],
  services: [{ token: PartyService, create: createPartyService }],
  series: [partyCodes],
  events: [PartyBankAccountChanged],
  permissions: permissionsOf('core', {
    'party.read': 'Read customers, suppliers and employees as parties, with their addresses.',
    'homeAddress.read': 'Read where employees live: their addresses as parties.',
    'party.write': 'Add and change parties and their addresses.',
    'partyBankAccount.read': 'Read bank accounts of parties.',
    'partyBankAccount.write': 'Add bank accounts to parties and take them away.',
  }),
  rules: {
    Mutation: {
      partyCreate: WRITE,
      partyUpdate: WRITE,
      partyAddressCreate: WRITE,
      partyAddressUpdate: WRITE,
      partyAddressDelete: WRITE,
      partyBankAccountCreate: BANK_WRITE,
      partyBankAccountDelete: BANK_WRITE,
    },
    Party: { '*': READ, bankAccounts: BANK_READ },
    PartyAddress: { '*': READ },
    PartyBankAccount: { '*': BANK_READ },
  },
  roles,
  errors: partyErrors.table,
};
