import type { Migration } from '../../plugin/definition.js';
import { oidcDown, oidcTables } from './oidc/tables.js';

/** Sign-in by identity providers of an organization. */
export const oidc: Migration = { name: '0033-oidc', up: oidcTables, down: oidcDown };
