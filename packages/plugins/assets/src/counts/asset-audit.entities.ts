import { choice, defineEntity, type EnumValue, enumOf, p, record, Site } from '@bureau/core';
import { Asset } from '../asset.entity.js';
import { countErrors } from './errors.js';

export const AssetAuditState = enumOf('AssetAuditState', 'Where a count is.', {
  OPEN: 'Tags are being scanned.',
  APPLIED: 'Its outcome was carried into the inventory.',
  CANCELLED: 'It was given up; nothing was changed.',
});
export type AssetAuditState = EnumValue<typeof AssetAuditState>;

/** A count of what is at a site, by a list of scanned tags. */
export const AssetAuditSchema = defineEntity({
  name: 'AssetAudit',
  schema: 'assets',
  tableName: 'asset_audit',
  comment: 'A count of what is at a site, by a list of scanned tags.',
  uniques: [{ name: 'asset_audit_open_key', properties: ['site'], where: "state = 'OPEN'" }],
  properties: {
    ...record(),
    site: () => p.manyToOne(Site).comment('The site'),
    state: choice(AssetAuditState).default('OPEN').comment('Where it is'),
    startedAt: p.datetime(3).comment('When it began: what was expected then is looked for'),
    endedAt: p.datetime(3).nullable().comment('When it was applied or given up'),
  },
});

export class AssetAudit extends AssetAuditSchema.class {
  /** @throws ASSETS_AUDIT_STATE */
  end(state: 'APPLIED' | 'CANCELLED', now: Date): void {
    this.assertOpen();
    this.state = state;
    this.endedAt = now;
  }

  /** @throws ASSETS_AUDIT_STATE */
  assertOpen(): void {
    if (this.state === 'OPEN') return;
    throw countErrors.AUDIT_STATE({ state: this.state }, ['input', 'auditId']);
  }
}
AssetAuditSchema.setClass(AssetAudit);

export const AuditOutcome = enumOf('AuditOutcome', 'What became of a tag in a count.', {
  EXPECTED: 'It should be there, and was not scanned yet.',
  FOUND: 'It should be there, and is.',
  MISSING: 'It should be there, and is not: reported as lost.',
  MOVED: 'It should have been there, and has gone on properly since.',
  FOREIGN: 'It is there, and should be somewhere else.',
  UNKNOWN: 'There is no asset with this tag.',
});
export type AuditOutcome = EnumValue<typeof AuditOutcome>;

/** One tag of a count: expected, scanned or both. */
export const AssetAuditLineSchema = defineEntity({
  name: 'AssetAuditLine',
  schema: 'assets',
  tableName: 'asset_audit_line',
  comment: 'One tag of a count: expected, scanned or both.',
  uniques: [{ properties: ['audit', 'tag'] }],
  checks: [
    {
      name: 'asset_audit_line_asset_check',
      expression: "(outcome = 'UNKNOWN') = (asset_id is null)",
    },
  ],
  properties: {
    ...record(),
    audit: () => p.manyToOne(AssetAudit).comment('The count'),
    tag: p.string().length(40).comment('The tag'),
    asset: () => p.manyToOne(Asset).nullable().comment('The asset that has it'),
    outcome: choice(AuditOutcome).comment('What became of it'),
    scannedAt: p.datetime(3).nullable().comment('When it was scanned first'),
  },
});

export class AssetAuditLine extends AssetAuditLineSchema.class {}
AssetAuditLineSchema.setClass(AssetAuditLine);
