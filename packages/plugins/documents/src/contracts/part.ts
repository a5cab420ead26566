import { many, PartyType, type PluginPart } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { contracts } from '../migrations/0060-contracts.js';
import { contractDocuments } from '../migrations/0063-contract-documents.js';
import { ContractSpendResolver } from './contract-spend.resolver.js';
import { contractDecision, contractTerms } from './contract-clock.js';
import { ContractDocument } from './contract-document.entity.js';
import { ContractDocumentResolver } from './contract-document.resolver.js';
import { Contract, ContractParty } from './contract.entity.js';
import { contractNumbers } from './contract-number.js';
import { ContractResolver } from './contract.resolver.js';
import { ContractDocumentType, ContractPartyType, ContractType } from './contract.types.js';
import { contractErrors } from './errors.js';
import { contractEvents } from './events.js';
import { ExpiringContractResolver } from './expiring.resolver.js';
import { contractPayments } from './planned-payments.js';
import { contractPermissions, contractRoles, contractRules } from './permissions.js';

/** Contracts: who agreed on what, until when, and what must be decided. */
export const contractsPart: PluginPart = {
  entities: [Contract, ContractParty, ContractDocument],
  types: [ContractType, ContractPartyType, ContractDocumentType],
  extensions: [
    {
      type: PartyType,
      relations: {
        contractParties: many(() => ContractPartyType, 'party', 'Contracts that it is part of.'),
      },
    },
    {
      type: DocumentRecordType,
      relations: {
        contracts: many(() => ContractDocumentType, 'document', 'Contracts that it belongs to.'),
      },
    },
  ],
  migrations: [contracts, contractDocuments],
  resolvers: [
    ContractResolver,
    ContractDocumentResolver,
    ExpiringContractResolver,
    ContractSpendResolver,
  ],
  permissions: contractPermissions,
  rules: contractRules,
  roles: contractRoles,
  errors: contractErrors.table,
  events: contractEvents,
  jobs: [contractTerms],
  notifications: [contractDecision],
  series: [contractNumbers],
  hooks: [contractPayments],
};
