import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { configuration } from '../migrations/0052-configuration.js';
import { ConfigurationItem, ConfigurationRelation } from './configuration.entities.js';
import { ConfigurationResolver } from './configuration.resolver.js';
import { ConfigurationItemType, ConfigurationRelationType } from './configuration.types.js';
import { configurationErrors } from './errors.js';

const READ = 'assets.configuration.read';
const WRITE = 'assets.configuration.write';

const rules: RuleTree = {
  ConfigurationItem: { '*': READ },
  ConfigurationRelation: { '*': READ },
  ConfigurationImpact: { '*': READ },
  Asset: { configurationItems: READ },
  Query: { configurationDependents: READ, configurationDependencies: READ },
  Mutation: {
    configurationItemCreate: WRITE,
    configurationItemUpdate: WRITE,
    configurationItemDelete: WRITE,
    configurationRelationCreate: WRITE,
    configurationRelationDelete: WRITE,
  },
};

/** Configuration items and what depends on what. */
export const configurationPart = {
  entities: [ConfigurationItem, ConfigurationRelation],
  types: [ConfigurationItemType, ConfigurationRelationType],
  migrations: [configuration],
  resolvers: [ConfigurationResolver],
  permissions: permissionsOf('assets', {
    'configuration.read': 'Read configuration items and what depends on what.',
    'configuration.write': 'Add and change configuration items and their relations.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, WRITE],
    itTechnician: [READ, WRITE],
    auditor: [READ],
  }),
  errors: configurationErrors.table,
} satisfies PluginPart;
