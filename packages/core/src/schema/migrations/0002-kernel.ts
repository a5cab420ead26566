import type { Migration } from '../../plugin/definition.js';
import { auditDown, auditTrail } from './kernel/audit.js';
import { idempotencyDown, idempotencyKeys } from './kernel/idempotency.js';
import { outbox, outboxDown } from './kernel/outbox.js';

/** What every write leaves behind: who changed what, what happened, which key it was for. */
export const kernel: Migration = {
  name: '0002-kernel',
  up: [auditTrail, outbox, idempotencyKeys].join('\n'),
  down: [idempotencyDown, outboxDown, auditDown].join('\n'),
};
