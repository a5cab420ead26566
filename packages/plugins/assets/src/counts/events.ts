import { defineEvent, z } from '@bureau/core';

export const AssetAuditApplied = defineEvent({
  name: 'assets.audit.applied',
  version: 1,
  description: 'The outcome of a count was carried into the inventory.',
  payload: z.object({
    auditId: z.uuid(),
    siteId: z.uuid(),
    found: z.int(),
    missing: z.int(),
    foreign: z.int(),
    unknown: z.int(),
  }),
});
