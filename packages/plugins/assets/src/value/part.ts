import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { ValueResolver } from './value.resolver.js';

const READ = 'assets.value.read';

const rules: RuleTree = {
  AssetValue: { '*': READ },
  Asset: { value: READ },
};

/** Values on any day, as the plugin that keeps the books knows them. */
export const valuePart = {
  resolvers: [ValueResolver],
  permissions: permissionsOf('assets', {
    'value.read': 'Read what assets are worth in the books, together with the right of accounting.',
  }),
  rules,
  roles: rolesWith({ assetManager: [READ], auditor: [READ] }),
} satisfies PluginPart;
