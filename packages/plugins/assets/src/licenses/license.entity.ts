import { defineEntity, money, p, record } from '@bureau/core';
import { licenseErrors } from './errors.js';

/** The right to use a piece of software, for so many people and devices at once. */
export const LicenseSchema = defineEntity({
  name: 'License',
  schema: 'assets',
  tableName: 'license',
  comment: 'The right to use a piece of software, for so many people and devices at once.',
  checks: [
    { name: 'license_code_filled_check', expression: "btrim(code) <> ''" },
    { name: 'license_name_filled_check', expression: "btrim(name) <> ''" },
    { name: 'license_seats_range_check', expression: 'seats between 1 and 1000000' },
    // Never oversold, whoever writes: the database counts (migration 0040).
    { name: 'license_seats_used_check', expression: 'seats_used between 0 and seats' },
    { name: 'license_cost_floor_check', expression: 'cost_amount >= 0' },
    { name: 'license_span_check', expression: 'purchased_on <= expires_on' },
  ],
  properties: {
    ...record({ attributes: true }),
    code: p.string().length(60).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('What may be used'),
    publisher: p.string().length(120).nullable().comment('Who sells the right to use it'),
    seats: p.integer().comment('How many may use it at once'),
    seatsUsed: p.integer().default(0).comment('How many seats are taken; the database counts'),
    cost: money().nullable().comment('What it was bought for'),
    purchasedOn: p.date().nullable().comment('Day of the purchase'),
    expiresOn: p.date().nullable().comment('Last day on which it may be used; null: for ever'),
    isFreedOnReturn: p
      .boolean()
      .default(true)
      .comment('Whether the seat of a device is free again when the device is given back'),
    noticeFor: p.date().nullable().hidden().comment('The end that was told of; null: none'),
    note: p.string().length(1000).nullable().comment('Free text'),
  },
});

/** Where seats are counted by somebody else, and where faults point. */
export interface SeatQuestion {
  used?: number;
  path?: readonly string[];
}

export class License extends LicenseSchema.class {
  /**
   * @param used how many are taken, where that is known better than here
   * @throws ASSETS_LICENSE_EXPIRED, ASSETS_NO_SEAT_FREE
   */
  assertSeatFree(
    today: string,
    { used = this.seatsUsed, path = ['input', 'licenseId'] }: SeatQuestion = {},
  ): void {
    const { code, expiresOn, seats } = this;
    if (expiresOn && expiresOn < today) {
      throw licenseErrors.LICENSE_EXPIRED({ code, expiresOn }, path);
    }
    if (used >= seats) throw licenseErrors.NO_SEAT_FREE({ code, seats }, path);
  }

  /** What is bought now. @throws ASSETS_SEATS_TAKEN when more are taken than that */
  resize(seats: number): void {
    const used = this.seatsUsed ?? 0;
    if (seats < used) throw licenseErrors.SEATS_TAKEN({ used }, ['input', 'seats']);
    this.seats = seats;
  }
}
LicenseSchema.setClass(License);
