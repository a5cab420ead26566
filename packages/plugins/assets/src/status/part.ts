import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { assetStatus } from '../migrations/0042-asset-status.js';
import { statusErrors } from './errors.js';
import { StatusLabel } from './status-label.entity.js';
import { StatusResolver } from './status.resolver.js';
import { StatusLabelType } from './status.types.js';

const MANAGE = 'assets.statusLabel.manage';
const SET = 'assets.asset.setStatus';

const rules: RuleTree = {
  StatusLabel: { '*': 'assets.catalogue.read', assets: 'assets.asset.read' },
  Mutation: { statusLabelCreate: MANAGE, statusLabelUpdate: MANAGE, assetStatusSet: SET },
};

/** Statuses in words of the organization, by class. */
export const statusPart = {
  entities: [StatusLabel],
  types: [StatusLabelType],
  migrations: [assetStatus],
  resolvers: [StatusResolver],
  permissions: permissionsOf('assets', {
    'statusLabel.manage': 'Add statuses of assets and change their words.',
    'asset.setStatus': 'Give assets a status.',
  }),
  rules,
  roles: rolesWith({ assetManager: [MANAGE, SET], itTechnician: [SET] }),
  errors: statusErrors.table,
} satisfies PluginPart;
