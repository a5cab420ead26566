import {
  APPROVAL_PARTICIPANT,
  type DefaultRole,
  permissionsOf,
  type PluginPart,
  type RuleTree,
} from '@bureau/core';
import { requests } from '../migrations/0045-requests.js';
import { AssetRequest } from './asset-request.entity.js';
import { requestErrors } from './errors.js';
import { AssetRequestFulfilled } from './events.js';
import { requestApproval } from './request-approval.js';
import { RequestResolver } from './request.resolver.js';
import { AssetRequestType } from './request.types.js';

const READ = 'assets.request.read';
const CREATE = 'assets.request.create';

const rules: RuleTree = {
  AssetRequest: { '*': READ },
  Mutation: {
    assetRequestCreate: CREATE,
    assetRequestCancel: CREATE,
    assetRequestFulfill: 'assets.asset.checkOut',
  },
};

const roles: DefaultRole[] = [
  {
    key: 'assetManager',
    name: 'Asset manager',
    description: 'Keeps the inventory: buys, hands out, takes back and disposes of assets.',
    permissions: [READ, CREATE],
  },
  {
    key: 'itTechnician',
    name: 'IT technician',
    description: 'Hands assets out, takes them back and has them repaired.',
    permissions: [READ],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Sees what concerns the own person.',
    permissions: [{ permission: READ, when: ['own'] }, CREATE, ...APPROVAL_PARTICIPANT],
  },
];

/** Equipment that employees ask for. */
export const requestsPart = {
  entities: [AssetRequest],
  types: [AssetRequestType],
  migrations: [requests],
  resolvers: [RequestResolver],
  permissions: permissionsOf('assets', {
    'request.read': 'Read who asks for which equipment.',
    'request.create': 'Ask for equipment, and take that back.',
  }),
  rules,
  roles,
  errors: requestErrors.table,
  events: [AssetRequestFulfilled],
  approvals: [requestApproval],
} satisfies PluginPart;
