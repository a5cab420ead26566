import { choice, defineEntity, type EnumValue, enumOf, p, record, Site } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from './asset.entity.js';

/** Why a period of custody began. */
export const CustodyReason = enumOf('CustodyReason', 'Why a period of custody began.', {
  RECEIPT: 'The asset came into the organization.',
  CHECK_OUT: 'An employee took it, a site uses it, or it was built into another asset.',
  CHECK_IN: 'It was given back.',
  TRANSFER: 'It went from employee to employee or from site to site.',
  RECOVERY: 'It was found again.',
  WITH_HOST: 'It went with the asset that it is part of.',
});
export type CustodyReason = EnumValue<typeof CustodyReason>;

/** Only one period of an asset has none before it. */
const FIRST = 'previous_ends_at is null';

/**
 * Who answered for an asset, and when. The periods of an asset are a chain: each begins at the
 * instant at which the one before it ended. The database knows the link (`previous_ends_at` refers
 * to the `ends_at` of the same asset), so there is neither a gap nor an overlap.
 */
export const CustodyPeriodSchema = defineEntity({
  name: 'CustodyPeriod',
  schema: 'assets',
  tableName: 'custody_period',
  comment: 'Who answered for an asset, and when; the periods of an asset have no gaps.',
  uniques: [
    { properties: ['asset', 'endsAt'] },
    { properties: ['asset', 'previousEndsAt'] },
    { name: 'custody_period_first_key', properties: ['asset'], where: FIRST },
  ],
  checks: [
    { name: 'custody_period_span_check', expression: 'starts_at < ends_at' },
    { name: 'custody_period_link_check', expression: 'previous_ends_at = starts_at' },
    {
      name: 'custody_period_custodian_check',
      expression: '(employee_id is null) <> (site_id is null)',
    },
  ],
  properties: {
    ...record(),
    asset: () => p.manyToOne(Asset).comment('The asset'),
    startsAt: p.datetime(3).comment('From this instant on'),
    endsAt: p.datetime(3).nullable().comment('Until this instant, exclusive; null = still'),
    employee: () => p.manyToOne(Employee).nullable().comment('The custodian, when an employee'),
    site: () => p.manyToOne(Site).nullable().comment('The custodian, when a site'),
    reason: choice(CustodyReason).comment('Why it began'),
    previousEndsAt: p
      .datetime(3)
      .nullable()
      .hidden()
      .comment('End of the period before; null for the first one'),
  },
});

export class CustodyPeriod extends CustodyPeriodSchema.class {}
CustodyPeriodSchema.setClass(CustodyPeriod);
