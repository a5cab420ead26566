import { Field, ID, inputOf, InputType, Int, payloadOf } from '@bureau/core';
import { AssetAudit } from './asset-audit.entities.js';
import { AssetAuditType } from './count.types.js';

@InputType({ description: 'The site whose assets are counted.' })
export class AssetAuditStartInput extends inputOf(AssetAudit, ['site']) {}

@InputType({ description: 'A count that ends.' })
export class AssetAuditEndInput extends inputOf(AssetAudit, [], { id: 'auditId' }) {}

@InputType({ description: 'Tags that were scanned; a tag that comes twice counts once.' })
export class AssetAuditScanInput {
  @Field(() => ID, { description: 'The count.' })
  auditId!: string;
  @Field(() => [String], { description: 'Tags, at most 250.' })
  tags!: string[];
}

const figure = (description: string) => ({ type: () => Int, description });

export const AssetAuditStartPayload = payloadOf(
  'AssetAuditStartPayload',
  { assetAudit: AssetAuditType },
  { expected: figure('How many assets should be there.') },
);
export const AssetAuditScanPayload = payloadOf(
  'AssetAuditScanPayload',
  { assetAudit: AssetAuditType },
  {
    found: figure('How many of these tags should be there.'),
    foreign: figure('How many belong somewhere else.'),
    unknown: figure('How many are no tags of assets.'),
  },
);
export const AssetAuditApplyPayload = payloadOf('AssetAuditApplyPayload', {
  assetAudit: AssetAuditType,
});
export const AssetAuditCancelPayload = payloadOf('AssetAuditCancelPayload', {
  assetAudit: AssetAuditType,
});
