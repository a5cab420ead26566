import { metricDimensions, type MetricFact } from '@bureau/core';
import { ContractType } from './contracts/contract.types.js';
import { DocumentRecordType, DocumentVersionType } from './library/library.types.js';
import { DisposalRecordType, LegalHoldDocumentType } from './retention/retention.types.js';

const kind = { label: 'name', description: 'Kind of paper.' };
const classification = 'How secret the document is.';

/** Documents: what comes in, what is archived, what waits. */
const documents: MetricFact = {
  type: DocumentRecordType,
  description: 'Documents, each once, by the instant at which they came in.',
  time: { path: 'createdAt' },
  dimensions: {
    ...metricDimensions.party('correspondent.party'),
    'documents.type': { path: 'type', ...kind },
    'documents.state': { path: 'state', description: 'Where the document is in its life.' },
    'documents.classification': { path: 'classification', description: classification },
    'documents.correspondent': {
      path: 'correspondent',
      label: 'name',
      description: 'Who sent it, or got it.',
    },
  },
  measures: {
    'documents.received': { kind: 'COUNT', unit: 'documents', description: 'Documents that came.' },
    'documents.archived': {
      kind: 'COUNT',
      time: { path: 'archivedAt' },
      unit: 'documents',
      description: 'Documents by the instant at which they were archived.',
    },
    'documents.unfiled': {
      kind: 'COUNT',
      where: { state: { in: ['RECEIVED', 'TEXT_READY'] } },
      unit: 'documents',
      description: 'Documents that nobody has filed yet.',
    },
  },
};

/** Versions: space. */
const versions: MetricFact = {
  type: DocumentVersionType,
  description: 'Versions of documents, each with its bytes.',
  time: { path: 'createdAt' },
  dimensions: {
    'documents.type': { path: 'document.type', ...kind },
    'documents.classification': { path: 'document.classification', description: classification },
    'documents.mediaType': { path: 'mediaType', description: 'Media type of the bytes.' },
  },
  measures: {
    'documents.versions': { kind: 'COUNT', unit: 'versions', description: 'Versions that came.' },
    'documents.space': {
      kind: 'BALANCE',
      of: 'size',
      unit: 'bytes',
      description: 'Bytes of all versions at the end of the period; equal bytes count each time.',
    },
    'documents.spaceAdded': { kind: 'SUM', of: 'size', unit: 'bytes', description: 'Bytes added.' },
    'documents.pages': { kind: 'SUM', of: 'pageCount', unit: 'pages', description: 'Pages known.' },
  },
};

/** What retention lets go, and what cases keep. */
const disposals: MetricFact = {
  type: DisposalRecordType,
  description: 'Documents whose terms are over, by the instant of the decision.',
  time: { path: 'decidedAt' },
  dimensions: {
    'documents.disposalState': { path: 'state', description: 'Where the disposal is.' },
    'documents.disposalKind': { path: 'kind', description: 'How the document goes.' },
  },
  measures: {
    'documents.disposals': {
      kind: 'COUNT',
      unit: 'documents',
      description: 'Disposals that were decided on.',
    },
    'documents.disposalsDue': {
      kind: 'COUNT',
      time: { path: 'freeOn' },
      unit: 'documents',
      description: 'Disposals by the first day on which no term keeps the document.',
    },
  },
};

const holds: MetricFact = {
  type: LegalHoldDocumentType,
  description: 'Documents that cases keep, as they stand.',
  dimensions: {
    'documents.hold': { path: 'hold', label: 'name', description: 'The case.' },
    'documents.type': { path: 'document.type', ...kind },
  },
  measures: {
    'documents.held': {
      kind: 'COUNT_DISTINCT',
      of: 'document',
      where: { hold: { state: { eq: 'OPEN' } } },
      unit: 'documents',
      description: 'Documents that an open case keeps.',
    },
  },
};

/** Contracts: what binds, and until when notice can be given. */
const contracts: MetricFact = {
  type: ContractType,
  description: 'Contracts, from their first day to their last.',
  dimensions: {
    'documents.contractKind': { path: 'kind', description: 'What the contract is about.' },
    'documents.contractState': { path: 'state', description: 'Where it is in its life.' },
    'documents.billing': { path: 'billing', description: 'How often its value is paid.' },
  },
  measures: {
    'documents.contracts': {
      kind: 'IN_FORCE',
      span: { from: 'startsOn', to: 'endsOn', offset: 1 },
      where: { state: { in: ['ACTIVE', 'TERMINATED', 'EXPIRED'] } },
      unit: 'contracts',
      description: 'Contracts that bind on the last day.',
    },
    'documents.contractValue': {
      kind: 'IN_FORCE',
      span: { from: 'startsOn', to: 'endsOn', offset: 1 },
      of: 'value',
      where: { state: { in: ['ACTIVE', 'TERMINATED', 'EXPIRED'] } },
      description: 'Worth of contracts that bind on the last day, each time that it is paid.',
    },
    'documents.noticesDue': {
      kind: 'COUNT',
      time: { path: 'noticeOn' },
      where: { state: { eq: 'ACTIVE' } },
      unit: 'contracts',
      description: 'Contracts by the last day on which a notice is in time.',
    },
  },
};

/** What is counted and summed of papers. */
export const metrics: MetricFact[] = [documents, versions, disposals, holds, contracts];
