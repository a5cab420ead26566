import { defineEvent, z } from '@bureau/core';

const seat = z.object({
  seatId: z.uuid(),
  licenseId: z.uuid(),
  employeeId: z.uuid().nullable(),
  assetId: z.uuid().nullable(),
});

export const SeatAssigned = defineEvent({
  name: 'assets.seat.assigned',
  version: 1,
  description: 'An employee or a device got a seat of a licence.',
  payload: seat,
});

export const SeatReleased = defineEvent({
  name: 'assets.seat.released',
  version: 1,
  description: 'A seat of a licence is free again.',
  payload: seat.extend({ reason: z.string() }),
});

export const LicenseEnding = defineEvent({
  name: 'assets.license.ending',
  version: 1,
  description: 'A licence ends soon.',
  payload: z.object({ licenseId: z.uuid(), code: z.string(), expiresOn: z.iso.date() }),
});
