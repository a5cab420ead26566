import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { counts } from '../migrations/0050-counts.js';
import { AssetAudit, AssetAuditLine } from './asset-audit.entities.js';
import { CountResolver } from './count.resolver.js';
import { AssetAuditLineType, AssetAuditType } from './count.types.js';
import { countErrors } from './errors.js';
import { AssetAuditApplied } from './events.js';

const READ = 'assets.audit.read';
const SCAN = 'assets.audit.scan';
const APPLY = 'assets.audit.apply';

const rules: RuleTree = {
  AssetAudit: { '*': READ },
  AssetAuditLine: { '*': READ },
  Mutation: {
    assetAuditStart: SCAN,
    assetAuditScan: SCAN,
    assetAuditApply: APPLY,
    assetAuditCancel: SCAN,
  },
};

/** Counts on site by scan list. */
export const countsPart = {
  entities: [AssetAudit, AssetAuditLine],
  types: [AssetAuditType, AssetAuditLineType],
  migrations: [counts],
  resolvers: [CountResolver],
  permissions: permissionsOf('assets', {
    'audit.read': 'Read counts of sites and what became of each tag.',
    'audit.scan': 'Begin counts and scan tags.',
    'audit.apply': 'Carry the outcome of counts into the inventory.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, SCAN, APPLY],
    itTechnician: [READ, SCAN],
    auditor: [READ],
  }),
  errors: countErrors.table,
  events: [AssetAuditApplied],
} satisfies PluginPart;
