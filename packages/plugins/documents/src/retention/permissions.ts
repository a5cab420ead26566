import { type DefaultRole, permissionsOf, type RuleTree } from '@bureau/core';
import { DOCUMENT_READ } from '../library/permissions.js';

/** To see cases that keep documents. */
export const HOLD_READ = 'documents.legalHold.read';
const HOLD = 'documents.legalHold.manage';
const POLICY_READ = 'documents.retentionPolicy.read';
const POLICY = 'documents.retentionPolicy.manage';
const RECORD = 'documents.retention.record';
const DISPOSAL_READ = 'documents.disposal.read';
const PROPOSE = 'documents.disposal.propose';
const APPROVE = 'documents.disposal.approve';

/** What may be allowed of retention. */
export const retentionPermissions = permissionsOf('documents', {
  'retentionPolicy.read': 'Read how long documents are kept.',
  'retentionPolicy.manage': 'Say how long documents are kept.',
  'retention.record': 'Record by hand what the terms of documents run from.',
  'legalHold.read': 'Read cases that keep documents.',
  'legalHold.manage': 'Open and release cases that keep documents.',
  'disposal.read': 'Read disposals and their certificates.',
  'disposal.propose': 'Propose disposals of documents.',
  'disposal.approve': 'Agree to disposals of documents, or refuse them.',
});

/** What each field and operation of retention needs. */
export const retentionRules: RuleTree = {
  RetentionPolicy: { '*': POLICY_READ },
  RetentionFact: { '*': POLICY_READ },
  RetentionTerm: { '*': DOCUMENT_READ },
  DocumentRetention: { '*': DOCUMENT_READ },
  LegalHold: { '*': HOLD_READ },
  LegalHoldDocument: { '*': HOLD_READ },
  DisposalRecord: { '*': DISPOSAL_READ },
  Document: {
    retention: DOCUMENT_READ,
    retentionFacts: POLICY_READ,
    legalHolds: HOLD_READ,
    disposals: DISPOSAL_READ,
  },
  Mutation: {
    retentionPolicyCreate: POLICY,
    retentionPolicyUpdate: POLICY,
    documentRetentionRecord: RECORD,
    legalHoldOpen: HOLD,
    legalHoldDocumentsAdd: HOLD,
    legalHoldRelease: HOLD,
    disposalPropose: PROPOSE,
    disposalApprove: APPROVE,
    disposalReject: APPROVE,
  },
};

/** Roles are merged by key with those of core and of other plugins. */
export const retentionRoles: DefaultRole[] = [
  {
    key: 'recordsManager',
    name: 'Records manager',
    description: 'Answers for papers: orders, files, publishes and disposes of them.',
    permissions: [
      ...[POLICY_READ, POLICY, RECORD, HOLD_READ, HOLD, DISPOSAL_READ, PROPOSE, APPROVE],
    ],
  },
  {
    key: 'documentClerk',
    name: 'Document clerk',
    description: 'Brings papers in and files them.',
    permissions: [POLICY_READ, PROPOSE, DISPOSAL_READ],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [POLICY_READ, HOLD_READ, DISPOSAL_READ],
  },
];
