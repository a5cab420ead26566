import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { networks } from '../migrations/0048-networks.js';
import { networkErrors } from './errors.js';
import { Network, NetworkAddress } from './network.entities.js';
import { NetworkResolver } from './network.resolver.js';
import { NetworkAddressType, NetworkType } from './network.types.js';

const READ = 'assets.network.read';
const MANAGE = 'assets.network.manage';
const ASSIGN = 'assets.networkAddress.assign';

const rules: RuleTree = {
  Network: { '*': READ },
  NetworkAddress: { '*': READ },
  Asset: { networkAddresses: READ },
  Mutation: {
    networkCreate: MANAGE,
    networkUpdate: MANAGE,
    networkAddressAssign: ASSIGN,
    networkAddressUpdate: ASSIGN,
    networkAddressRelease: ASSIGN,
  },
};

/** Networks and their addresses. */
export const networksPart = {
  entities: [Network, NetworkAddress],
  types: [NetworkType, NetworkAddressType],
  migrations: [networks],
  resolvers: [NetworkResolver],
  permissions: permissionsOf('assets', {
    'network.read': 'Read networks and which addresses are taken by what.',
    'network.manage': 'Add and change networks.',
    'networkAddress.assign': 'Take, change and free addresses of networks.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, MANAGE, ASSIGN],
    itTechnician: [READ, ASSIGN],
    auditor: [READ],
  }),
  errors: networkErrors.table,
} satisfies PluginPart;
