import { permissionsOf } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { audit } from '../schema/migrations/0012-audit.js';
import { failedSignIns } from '../schema/migrations/0022-failed-sign-ins.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditEntryResolver, AuditHeadResolver } from './audit.resolver.js';
import { AuditProofs, auditProofs } from './entry-proof.js';
import { AuditEntryProofResolver } from './entry-proof.resolver.js';
import { AuditEntryType } from './audit.types.js';

/** Who did what, and the chain that proves it. */
export const auditPart: PluginPart = {
  entities: [AuditEntry],
  types: [AuditEntryType],
  resolvers: [AuditEntryResolver, AuditHeadResolver, AuditEntryProofResolver],
  permissions: permissionsOf('core', {
    'audit.read': 'Read the audit trail; recorded values need the rights on their fields too.',
    'audit.prove': 'Take entries of the audit trail out as they were written, every value in them.',
  }),
  sensitive: ['core.audit.prove'],
  rules: {
    AuditEntry: { '*': 'core.audit.read' },
    AuditHead: { '*': 'core.audit.read' },
    AuditEntryProof: { '*': 'core.audit.prove' },
    Query: { auditHead: 'core.audit.read', auditEntryProof: 'core.audit.prove' },
  },
  roles: [
    {
      key: 'auditor',
      name: 'Auditor',
      description: 'Reads the structure and who may do what; changes nothing.',
      permissions: ['core.audit.read'],
    },
  ],
  services: [{ token: AuditProofs, create: auditProofs }],
  migrations: [audit, failedSignIns],
  globalTables: { audit_seal: 'How far the sealer has looked, over all organizations.' },
};
