import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { acceptances } from '../migrations/0043-acceptances.js';
import { AcceptanceResolver } from './acceptance.resolver.js';
import { AssetAcceptanceType } from './acceptance.types.js';
import { acceptanceAsked } from './acceptances.js';
import { AssetAcceptance } from './asset-acceptance.entity.js';
import { acceptanceErrors } from './errors.js';
import { AssetAccepted } from './events.js';

const READ = 'assets.asset.read';
const ACCEPT = 'assets.asset.accept';

const rules: RuleTree = {
  AssetAcceptance: { '*': READ },
  Asset: { acceptances: READ },
  Mutation: {
    assetAccept: ACCEPT,
    assetDecline: ACCEPT,
    assetReturnAccept: 'assets.asset.checkIn',
  },
};

/** Acceptance at hand-over and at return. */
export const acceptancePart = {
  entities: [AssetAcceptance],
  types: [AssetAcceptanceType],
  migrations: [acceptances],
  resolvers: [AcceptanceResolver],
  permissions: permissionsOf('assets', {
    'asset.accept': 'Confirm that one has got an asset oneself.',
  }),
  rules,
  roles: rolesWith({ employee: [ACCEPT] }),
  errors: acceptanceErrors.table,
  events: [AssetAccepted],
  notifications: [acceptanceAsked],
} satisfies PluginPart;
