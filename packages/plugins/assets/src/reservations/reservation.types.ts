import {
  expose,
  type Exposed,
  inputOf,
  InputType,
  payloadOf,
  type Principal,
  type Where,
} from '@bureau/core';
import { AssetReservation } from './asset-reservation.entity.js';

const own = ({ personId }: Principal): Where =>
  personId === undefined ? { or: [] } : { employee: { person: { id: { eq: personId } } } };

export const AssetReservationType: Exposed = expose(AssetReservation, {
  prefix: 'arsv',
  filter: ['asset', 'employee', 'startsOn', 'endsOn', 'cancelledAt'],
  order: ['startsOn', 'endsOn'],
  conditions: { own },
});

@InputType({ description: 'An asset that is to be kept for somebody.' })
export class AssetReservationCreateInput extends inputOf(AssetReservation, [
  'asset',
  'employee',
  'startsOn',
  'endsOn',
  'note',
]) {}

@InputType({ description: 'A reservation that is taken back.' })
export class AssetReservationCancelInput extends inputOf(AssetReservation, [], {
  id: 'reservationId',
}) {}

export const AssetReservationCreatePayload = payloadOf('AssetReservationCreatePayload', {
  assetReservation: AssetReservationType,
});
export const AssetReservationCancelPayload = payloadOf('AssetReservationCancelPayload', {
  assetReservation: AssetReservationType,
});
