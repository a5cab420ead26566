import { defineEntity, p, record } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { reservationErrors } from './errors.js';

/**
 * An asset that is kept for somebody over some days. Two that are in force never share a day:
 * the database excludes it (migration 0041).
 */
export const AssetReservationSchema = defineEntity({
  name: 'AssetReservation',
  schema: 'assets',
  tableName: 'asset_reservation',
  comment: 'An asset that is kept for somebody over some days.',
  checks: [{ name: 'asset_reservation_span_check', expression: 'starts_on <= ends_on' }],
  properties: {
    ...record(),
    asset: () => p.manyToOne(Asset).comment('The asset'),
    employee: () => p.manyToOne(Employee).comment('For whom it is kept'),
    startsOn: p.date().comment('First day'),
    endsOn: p.date().comment('Last day'),
    note: p.string().length(500).nullable().comment('What for'),
    cancelledAt: p.datetime(3).nullable().comment('When it was taken back; null: it holds'),
  },
});

export class AssetReservation extends AssetReservationSchema.class {
  /** @throws ASSETS_RESERVATION_CANCELLED, ASSETS_RESERVATION_PAST when its days are over */
  cancel(now: Date, today: string): void {
    const path = ['input', 'reservationId'];
    if (this.cancelledAt) throw reservationErrors.RESERVATION_CANCELLED({}, path);
    if (this.endsOn < today) throw reservationErrors.RESERVATION_PAST({}, path);
    this.cancelledAt = now;
  }
}
AssetReservationSchema.setClass(AssetReservation);
