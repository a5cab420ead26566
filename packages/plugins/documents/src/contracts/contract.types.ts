import { expose, type Exposed, many, type Where } from '@bureau/core';
import { visibleWith } from '../library/visibility.js';
import { ContractDocument } from './contract-document.entity.js';
import { Contract, ContractParty } from './contract.entity.js';

/** Nobody, where a caller is no person: an id that no record has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export const ContractType: Exposed = expose(Contract, {
  prefix: 'ctr',
  filter: [
    ...(['number', 'title', 'kind', 'state', 'startsOn', 'endsOn', 'noticeOn'] as const),
    ...(['remindOn', 'owner', 'createdAt'] as const),
  ],
  order: ['number', 'title', 'startsOn', 'endsOn', 'noticeOn', 'createdAt'],
  by: ['number'],
  search: ['number', 'title'],
  relations: {
    parties: many(() => ContractPartyType, 'contract', 'Who agreed with the organization.'),
    documents: many(() => ContractDocumentType, 'contract', 'Its papers.'),
  },
  conditions: {
    own: ({ userId = NOBODY, personId = NOBODY }): Where => ({
      or: [
        { owner: { id: { eq: userId } } },
        { parties: { some: { party: { person: { id: { eq: personId } } } } } },
      ],
    }),
    business: (): Where => ({ not: { kind: { eq: 'EMPLOYMENT' } } }),
  },
});

export const ContractPartyType: Exposed = expose(ContractParty, {
  prefix: 'ctp',
  filter: ['contract', 'party', 'role'],
  order: ['createdAt'],
  root: false,
  conditions: {
    own: ({ personId = NOBODY }): Where => ({ party: { person: { id: { eq: personId } } } }),
    business: (): Where => ({ contract: { not: { kind: { eq: 'EMPLOYMENT' } } } }),
  },
});

export const ContractDocumentType: Exposed = expose(ContractDocument, {
  prefix: 'ctd',
  filter: ['contract', 'document', 'createdAt'],
  order: ['createdAt'],
  root: false,
  conditions: {
    own: ({ userId = NOBODY, personId = NOBODY }): Where => ({
      or: [
        { contract: { owner: { id: { eq: userId } } } },
        { contract: { parties: { some: { party: { person: { id: { eq: personId } } } } } } },
      ],
    }),
    business: (): Where => ({ contract: { not: { kind: { eq: 'EMPLOYMENT' } } } }),
  },
  always: visibleWith('document'),
});
