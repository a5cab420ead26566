import { expose, type Exposed, many } from '@bureau/core';
import { AssetAudit, AssetAuditLine } from './asset-audit.entities.js';

export const AssetAuditType: Exposed = expose(AssetAudit, {
  prefix: 'aaud',
  filter: ['site', 'state', 'startedAt', 'endedAt'],
  order: ['startedAt', 'endedAt'],
  relations: { lines: many(() => AssetAuditLineType, 'audit', 'Tags, with what became of them.') },
});

export const AssetAuditLineType: Exposed = expose(AssetAuditLine, {
  prefix: 'aaul',
  filter: ['audit', 'tag', 'asset', 'outcome', 'scannedAt'],
  order: ['tag', 'outcome', 'scannedAt'],
  root: false,
});
