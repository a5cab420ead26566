import type { PluginPart } from '../plugin/part.js';
import { unitVersions } from '../schema/migrations/0125-unit-versions.js';
import { unitErrors } from './errors.js';
import { OrgUnitVersion } from './org-unit-version.entity.js';
import { OrgUnitVersionType } from './org-unit-version.types.js';

/** Units over time. */
export const unitsPart = {
  entities: [OrgUnitVersion],
  types: [OrgUnitVersionType],
  migrations: [unitVersions],
  rules: { OrgUnitVersion: { '*': 'core.orgUnit.read' } },
  errors: unitErrors.table,
} satisfies PluginPart;
