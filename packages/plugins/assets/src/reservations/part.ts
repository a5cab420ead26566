import { type DefaultRole, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
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

const roles: DefaultRole[] = [
  {
    key: 'assetManager',
    name: 'Asset manager',
    description: 'Keeps the inventory: buys, hands out, takes back and disposes of assets.',
    permissions: [READ, WRITE],
  },
  {
    key: 'itTechnician',
    name: 'IT technician',
    description: 'Hands assets out, takes them back and has them repaired.',
    permissions: [READ, WRITE],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Sees what concerns the own person.',
    permissions: [{ permission: READ, when: ['own'] }],
  },
];

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
  roles,
  errors: reservationErrors.table,
} satisfies PluginPart;
