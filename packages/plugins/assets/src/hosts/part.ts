import type { PluginPart } from '@bureau/core';
import { hosts } from '../migrations/0044-hosts.js';
import { hostErrors } from './errors.js';

/** Assets that are parts of others, and go with them. */
export const hostsPart = {
  migrations: [hosts],
  rules: { Asset: { parts: 'assets.asset.read' } },
  errors: hostErrors.table,
} satisfies PluginPart;
