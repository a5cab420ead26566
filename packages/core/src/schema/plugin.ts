import { approvalsPart } from '../approvals/part.js';
import { filesPart } from '../files/part.js';
import { bulkPart } from '../bulk/part.js';
import { calendarPart } from '../calendar/part.js';
import { countsPart } from '../counts/part.js';
import { definePlugin, PLUGIN_API_VERSION } from '../plugin/definition.js';
import { auditPart } from '../audit/part.js';
import { documentsPart } from '../documents/part.js';
import { eventsPart } from '../events/part.js';
import { jobsPart } from '../jobs/part.js';
import { fieldsPart } from '../fields/part.js';
import { mailPart } from '../mail/part.js';
import { notificationsPart } from '../notifications/part.js';
import { partiesPart } from '../parties/part.js';
import { metricsPart } from '../metrics/part.js';
import { mergeParts } from '../plugin/part.js';
import { queriesPart } from '../read/queries.js';
import { seriesPart } from '../series/part.js';
import { seedCompany } from './demo.seed.js';
import { feedPart } from '../feed/part.js';
import { livePart } from '../live/part.js';
import { identityPart } from '../identity/part.js';
import { graphPart } from './graph.part.js';
import { vaultPart } from '../vault/part.js';
import { unitsPart } from '../units/part.js';
import { webhookPart } from '../webhooks/part.js';

/** Core's own graph, one part per area. */
export const corePlugin = definePlugin({
  id: 'core',
  version: '0.1.0',
  api: `^${PLUGIN_API_VERSION}`,
  description: 'The organization, its people, and who may do what.',
  ...mergeParts([
    graphPart,
    identityPart,
    eventsPart,
    jobsPart,
    seriesPart,
    feedPart,
    approvalsPart,
    filesPart,
    fieldsPart,
    calendarPart,
    partiesPart,
    mailPart,
    notificationsPart,
    auditPart,
    queriesPart,
    documentsPart,
    livePart,
    webhookPart,
    bulkPart,
    vaultPart,
    metricsPart,
    countsPart,
    unitsPart,
  ]),
  seed: seedCompany,
});
