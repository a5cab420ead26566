import { many, type PluginPart } from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { retention } from '../migrations/0061-retention.js';
import { disposalsDue, retentionClock } from './disposal-clock.js';
import { DisposalRecord } from './disposal-record.entity.js';
import { DisposalResolver } from './disposal.resolver.js';
import { retentionErrors } from './errors.js';
import { retentionEvents } from './events.js';
import { LegalHoldResolver } from './hold.resolver.js';
import { LegalHold, LegalHoldDocument } from './legal-hold.entity.js';
import { employmentEnded, employmentResumed, keptFromTrash } from './listening.js';
import { retentionPermissions, retentionRoles, retentionRules } from './permissions.js';
import { RetentionFact } from './retention-fact.entity.js';
import { RetentionPolicy } from './retention-policy.entity.js';
import { RetentionResolver } from './retention.resolver.js';
import {
  DisposalRecordType,
  LegalHoldDocumentType,
  LegalHoldType,
  RetentionFactType,
  RetentionPolicyType,
} from './retention.types.js';

/** How long documents are kept, what keeps them longer, and how they go. */
export const retentionPart: PluginPart = {
  entities: [RetentionPolicy, RetentionFact, LegalHold, LegalHoldDocument, DisposalRecord],
  types: [
    RetentionPolicyType,
    RetentionFactType,
    LegalHoldType,
    LegalHoldDocumentType,
    DisposalRecordType,
  ],
  extensions: [
    {
      type: DocumentRecordType,
      relations: {
        retentionFacts: many(() => RetentionFactType, 'document', 'What terms run from.'),
        legalHolds: many(() => LegalHoldDocumentType, 'document', 'Cases that it belongs to.'),
        disposals: many(() => DisposalRecordType, 'document', 'Disposals, and the certificate.'),
      },
    },
  ],
  migrations: [retention],
  resolvers: [RetentionResolver, LegalHoldResolver, DisposalResolver],
  permissions: retentionPermissions,
  rules: retentionRules,
  roles: retentionRoles,
  errors: retentionErrors.table,
  events: retentionEvents,
  jobs: [retentionClock],
  notifications: [disposalsDue],
  hooks: [keptFromTrash],
  on: [employmentEnded, employmentResumed],
};
