import type { PluginPart } from '../plugin/part.js';
import { audit } from '../schema/migrations/0012-audit.js';

/** Who did what, and the chain that proves it. */
export const auditPart: PluginPart = {
  migrations: [audit],
  globalTables: { audit_seal: 'How far the sealer has looked, over all organizations.' },
};
