import type { PluginPart, RuleTree } from '@bureau/core';
import { DOCUMENT_READ, DOCUMENT_WRITE } from '../library/permissions.js';
import { scans } from '../migrations/0032-scans.js';
import { composeDocuments } from './compose.job.js';
import { DocumentOrigin } from './document-origin.entity.js';
import { scanErrors } from './errors.js';
import { ScanResolver } from './scan.resolver.js';
import { DocumentOriginType, scanExtensions } from './scans.types.js';

const rules: RuleTree = {
  DocumentOrigin: { '*': DOCUMENT_READ },
  Mutation: { documentSplit: DOCUMENT_WRITE, documentMerge: DOCUMENT_WRITE },
};

/** Scans that are split and papers that are put together. */
export const scansPart: PluginPart = {
  entities: [DocumentOrigin],
  types: [DocumentOriginType],
  extensions: scanExtensions,
  migrations: [scans],
  resolvers: [ScanResolver],
  rules,
  errors: scanErrors.table,
  jobs: [composeDocuments],
};
