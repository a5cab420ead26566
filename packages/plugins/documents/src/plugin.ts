import { definePlugin, mergeParts } from '@bureau/core';
import { billsPart } from './bills/part.js';
import { capturePart } from './capture/part.js';
import { closeReaders } from './capture/readers.js';
import { contractsPart } from './contracts/part.js';
import { dashboards } from './dashboards.js';
import { metrics } from './metrics.js';
import { handlingPart } from './handling/part.js';
import { intakePart } from './intake/part.js';
import { libraryPart } from './library/part.js';
import { proofPart } from './proof/part.js';
import { retentionPart } from './retention/part.js';
import { scansPart } from './scans/part.js';
import { searchPart } from './search/part.js';
import { seed } from './seed/seed.js';
import { settingsSchema } from './settings.js';
import { sharingPart } from './sharing/part.js';
import { suggestionsPart } from './suggestions/part.js';
import { templatesPart } from './templates/part.js';

/** Papers: captured, found, kept and proved. */
export const documentsPlugin = definePlugin({
  id: 'documents',
  version: '0.1.0',
  api: '^1.0',
  description: 'Papers: captured, found, kept for as long as they must be, and proved unchanged.',
  requires: { hr: '^0.1' },
  enhances: { accounting: '^0.1', assets: '^0.1' },
  settings: settingsSchema,
  ...mergeParts([
    libraryPart,
    capturePart,
    billsPart,
    scansPart,
    intakePart,
    contractsPart,
    retentionPart,
    proofPart,
    templatesPart,
    searchPart,
    suggestionsPart,
    handlingPart,
    sharingPart,
  ]),
  metrics,
  dashboards,
  stop: closeReaders,
  seed,
});
