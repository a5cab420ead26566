import { many, PartyType, type PluginPart } from '@bureau/core';
import { contracts } from '../migrations/0060-contracts.js';
import { contractDecision, contractTerms } from './contract-clock.js';
import { Contract, ContractParty } from './contract.entity.js';
import { contractNumbers } from './contract-number.js';
import { ContractResolver } from './contract.resolver.js';
import { ContractPartyType, ContractType } from './contract.types.js';
import { contractErrors } from './errors.js';
import { contractEvents } from './events.js';
import { ExpiringContractResolver } from './expiring.resolver.js';
import { contractPermissions, contractRoles, contractRules } from './permissions.js';

/** Contracts: who agreed on what, until when, and what must be decided. */
export const contractsPart: PluginPart = {
  entities: [Contract, ContractParty],
  types: [ContractType, ContractPartyType],
  extensions: [
    {
      type: PartyType,
      relations: {
        contractParties: many(() => ContractPartyType, 'party', 'Contracts that it is part of.'),
      },
    },
  ],
  migrations: [contracts],
  resolvers: [ContractResolver, ExpiringContractResolver],
  permissions: contractPermissions,
  rules: contractRules,
  roles: contractRoles,
  errors: contractErrors.table,
  events: contractEvents,
  jobs: [contractTerms],
  notifications: [contractDecision],
  series: [contractNumbers],
};
