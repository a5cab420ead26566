import {
  expose,
  type Exposed,
  Field,
  ID,
  inputOf,
  InputType,
  many,
  patchOf,
  payloadOf,
  type Principal,
  type Where,
} from '@bureau/core';
import { License } from './license.entity.js';
import { Seat } from './seat.entity.js';

/** Seats of the caller, and of devices that the caller has. */
function ownSeats({ personId }: Principal): Where {
  if (personId === undefined) return { or: [] };
  const person = { person: { id: { eq: personId } } };
  return { or: [{ employee: person }, { asset: { holder: person } }] };
}

export const LicenseType: Exposed = expose(License, {
  prefix: 'lic',
  filter: ['code', 'name', 'publisher', 'seats', 'seatsUsed', 'purchasedOn', 'expiresOn'],
  order: ['code', 'name', 'expiresOn', 'seatsUsed'],
  by: ['code'],
  search: ['code', 'name', 'publisher'],
  aggregate: ['cost', 'seats', 'seatsUsed'],
  relations: { seatHistory: many(() => SeatType, 'license', 'Seats, taken and freed.') },
  conditions: { own: (principal) => ({ seatHistory: { some: ownSeats(principal) } }) },
});

export const SeatType: Exposed = expose(Seat, {
  prefix: 'seat',
  filter: ['license', 'employee', 'asset', 'assignedAt', 'releasedAt', 'releaseReason'],
  order: ['assignedAt', 'releasedAt', 'createdAt'],
  conditions: { own: ownSeats },
});

const FACTS = [
  'code',
  'name',
  'publisher',
  'seats',
  'cost',
  'purchasedOn',
  'expiresOn',
  'isFreedOnReturn',
  'note',
  'attributes',
] as const;

@InputType({ description: 'A new licence.' })
export class LicenseCreateInput extends inputOf(License, FACTS, {
  optional: ['isFreedOnReturn'],
}) {}

@InputType({
  description: 'Changes of a licence; what is left out stays. A later end renews it.',
})
export class LicenseUpdateInput extends patchOf(License, FACTS, { id: 'id' }) {}

@InputType({ description: 'Who or what gets a seat: give exactly one of the two.' })
export class SeatAssignInput {
  @Field(() => ID, { description: 'The licence.' })
  licenseId!: string;
  @Field(() => ID, { nullable: true, description: 'The employee who uses it.' })
  employeeId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The device that it is used on.' })
  assetId?: string | null;
}

@InputType({ description: 'A seat that is free again.' })
export class SeatReleaseInput extends inputOf(Seat, [], { id: 'seatId' }) {}

export const LicenseCreatePayload = payloadOf('LicenseCreatePayload', { license: LicenseType });
export const LicenseUpdatePayload = payloadOf('LicenseUpdatePayload', { license: LicenseType });
export const SeatAssignPayload = payloadOf('SeatAssignPayload', {
  seat: SeatType,
  license: LicenseType,
});
export const SeatReleasePayload = payloadOf('SeatReleasePayload', { seat: SeatType });
