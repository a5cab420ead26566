import { defineEntity, money, p, record } from '@bureau/core';
import { Asset } from './asset.entity.js';

/** The end of an asset in the organization. */
export const DisposalSchema = defineEntity({
  name: 'Disposal',
  schema: 'assets',
  tableName: 'disposal',
  comment: 'The end of an asset in the organization: sold, scrapped or written off.',
  uniques: [{ properties: ['asset'] }],
  checks: [
    { name: 'disposal_proceeds_floor_check', expression: 'proceeds_amount >= 0' },
    { name: 'disposal_reason_filled_check', expression: "btrim(reason) <> ''" },
  ],
  properties: {
    ...record(),
    asset: () => p.manyToOne(Asset).comment('The asset'),
    disposedOn: p.date().comment('Day on which it left'),
    reason: p.string().length(500).comment('Why and how it left'),
    proceeds: money().nullable().comment('What was received for it'),
  },
});

export class Disposal extends DisposalSchema.class {}
DisposalSchema.setClass(Disposal);
