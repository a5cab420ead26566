import { choice, defineEntity, type EnumValue, enumOf, p, record } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { licenseErrors } from './errors.js';
import { License } from './license.entity.js';

/** Why a seat is free again. */
export const SeatRelease = enumOf('SeatRelease', 'Why a seat is free again.', {
  RELEASE: 'Somebody freed it.',
  RETURN: 'The device was given back, or is lost.',
  DISPOSAL: 'The device left the organization.',
  LEAVING: 'The person left the organization.',
  EXPIRY: 'The licence ended.',
});
export type SeatRelease = EnumValue<typeof SeatRelease>;

const HELD = 'released_at is null';

/** Who or what uses a licence, or used it. */
export const SeatSchema = defineEntity({
  name: 'Seat',
  schema: 'assets',
  tableName: 'seat',
  comment: 'Who or what uses a licence, or used it.',
  uniques: [
    { name: 'seat_employee_key', properties: ['license', 'employee'], where: HELD },
    { name: 'seat_asset_key', properties: ['license', 'asset'], where: HELD },
  ],
  checks: [
    { name: 'seat_user_check', expression: '(employee_id is null) <> (asset_id is null)' },
    { name: 'seat_span_check', expression: 'assigned_at <= released_at' },
    {
      name: 'seat_released_check',
      expression: '(released_at is null) = (release_reason is null)',
    },
  ],
  properties: {
    ...record(),
    license: () => p.manyToOne(License).comment('The licence'),
    employee: () => p.manyToOne(Employee).nullable().comment('Who uses it, when a person'),
    asset: () => p.manyToOne(Asset).nullable().comment('What it is used on, when a device'),
    assignedAt: p.datetime(3).comment('Since when'),
    releasedAt: p.datetime(3).nullable().comment('Until when; null: still'),
    releaseReason: choice(SeatRelease).nullable().comment('Why it is free again'),
  },
});

export class Seat extends SeatSchema.class {
  /** @throws ASSETS_SEAT_RELEASED */
  release(reason: SeatRelease, now: Date): void {
    if (this.releasedAt) throw licenseErrors.SEAT_RELEASED({}, ['input', 'seatId']);
    this.releasedAt = new Date(Math.max(now.valueOf(), this.assignedAt.valueOf()));
    this.releaseReason = reason;
  }
}
SeatSchema.setClass(Seat);
