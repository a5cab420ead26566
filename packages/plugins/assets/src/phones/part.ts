import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { phones } from '../migrations/0047-phones.js';
import { PhoneContractResolver } from './contract.resolver.js';
import { phoneErrors } from './errors.js';
import { PhoneContract, PhoneLine, PhoneNumber } from './phone.entities.js';
import { PhoneResolver } from './phone.resolver.js';
import { PhoneContractType, PhoneLineType, PhoneNumberType } from './phone.types.js';

const READ = 'assets.phone.read';
const MANAGE = 'assets.phone.manage';
const ASSIGN = 'assets.phone.assign';
/** What carriers are paid is for those who keep the contracts. */
const COST = 'assets.phoneContract.read';

const rules: RuleTree = {
  PhoneContract: { '*': COST },
  PhoneLine: { '*': READ, contract: COST },
  PhoneNumber: { '*': READ },
  Asset: { phoneLines: READ },
  Employee: { phoneLines: READ },
  Mutation: {
    phoneContractCreate: MANAGE,
    phoneContractUpdate: MANAGE,
    phoneLineCreate: MANAGE,
    phoneLineStateSet: ASSIGN,
    phoneLineAssign: ASSIGN,
    phoneNumberCreate: MANAGE,
    phoneNumberMove: ASSIGN,
  },
};

/** Phone lines, numbers and contracts. */
export const phonesPart = {
  entities: [PhoneContract, PhoneLine, PhoneNumber],
  types: [PhoneContractType, PhoneLineType, PhoneNumberType],
  migrations: [phones],
  resolvers: [PhoneContractResolver, PhoneResolver],
  permissions: permissionsOf('assets', {
    'phone.read': 'Read phone lines and numbers, their devices and who uses them.',
    'phone.manage': 'Add contracts, lines and numbers, and change contracts.',
    'phone.assign': 'Give lines to devices and people, block them and move numbers.',
    'phoneContract.read': 'Read contracts with carriers and what they cost.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, COST, MANAGE, ASSIGN],
    itTechnician: [READ, ASSIGN],
    auditor: [READ, COST],
    employee: [{ permission: READ, when: ['own'] }],
  }),
  errors: phoneErrors.table,
} satisfies PluginPart;
