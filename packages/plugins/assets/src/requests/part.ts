import { APPROVAL_PARTICIPANT, permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
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
  roles: rolesWith({
    assetManager: [READ, CREATE],
    itTechnician: [READ],
    employee: [{ permission: READ, when: ['own'] }, CREATE, ...APPROVAL_PARTICIPANT],
  }),
  errors: requestErrors.table,
  events: [AssetRequestFulfilled],
  approvals: [requestApproval],
} satisfies PluginPart;
