import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { licenses } from '../migrations/0040-licenses.js';
import { licenseErrors } from './errors.js';
import { LicenseEnding, SeatAssigned, SeatReleased } from './events.js';
import { licenseEnding, licenseExpiry } from './license-expiry.js';
import { licenseImport } from './license.import.js';
import { License } from './license.entity.js';
import { LicenseResolver } from './license.resolver.js';
import { LicenseType, SeatType } from './license.types.js';
import { Seat } from './seat.entity.js';
import { assetSeatImport, employeeSeatImport } from './seat.import.js';

const READ = 'assets.license.read';
const MANAGE = 'assets.license.manage';
const ASSIGN = 'assets.seat.assign';

const rules: RuleTree = {
  License: { '*': READ },
  Seat: { '*': READ },
  Asset: { seats: READ },
  Employee: { seats: READ },
  Mutation: {
    licenseCreate: MANAGE,
    licenseUpdate: MANAGE,
    seatAssign: ASSIGN,
    seatRelease: ASSIGN,
  },
};

/** Licences and their seats. */
export const licensesPart = {
  entities: [License, Seat],
  types: [LicenseType, SeatType],
  migrations: [licenses],
  resolvers: [LicenseResolver],
  permissions: permissionsOf('assets', {
    'license.read': 'Read licences, what they cost and who uses them.',
    'license.manage': 'Add and change licences.',
    'seat.assign': 'Give seats of licences, and free them.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, MANAGE, ASSIGN],
    itTechnician: [READ, ASSIGN],
    auditor: [READ],
    employee: [{ permission: READ, when: ['own'] }],
  }),
  errors: licenseErrors.table,
  events: [SeatAssigned, SeatReleased, LicenseEnding],
  imports: [licenseImport, employeeSeatImport, assetSeatImport],
  jobs: [licenseExpiry],
  notifications: [licenseEnding],
  backupFigures: [
    {
      name: 'seats by licence',
      sql: `select l.code, count(*) from assets.license l
        join assets.seat s on s.license_id = l.id where s.released_at is null group by 1`,
    },
  ],
} satisfies PluginPart;
