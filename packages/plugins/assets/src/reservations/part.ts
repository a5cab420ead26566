import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { reservations } from '../migrations/0041-reservations.js';
import { AssetReservation } from './asset-reservation.entity.js';
import { reservationErrors } from './errors.js';
import { ReservationResolver } from './reservation.resolver.js';
import { AssetReservationType } from './reservation.types.js';

const READ = 'assets.reservation.read';
const WRITE = 'assets.reservation.write';

const rules: RuleTree = {
  AssetReservation: { '*': READ },
  Asset: { reservations: READ },
  Mutation: { assetReservationCreate: WRITE, assetReservationCancel: WRITE },
};

/** Assets that are kept for somebody over some days. */
export const reservationsPart = {
  entities: [AssetReservation],
  types: [AssetReservationType],
  migrations: [reservations],
  resolvers: [ReservationResolver],
  permissions: permissionsOf('assets', {
    'reservation.read': 'Read for whom assets are kept, and when.',
    'reservation.write': 'Keep assets for somebody, and take that back.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, WRITE],
    itTechnician: [READ, WRITE],
    auditor: [READ],
    employee: [{ permission: READ, when: ['own'] }],
  }),
  errors: reservationErrors.table,
} satisfies PluginPart;
