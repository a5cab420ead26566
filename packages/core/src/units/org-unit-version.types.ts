import { type Exposed, expose } from '../model/expose.js';
import { OrgUnitVersion } from './org-unit-version.entity.js';

/** History of units, of their place in the tree too. */
export const OrgUnitVersionType: Exposed = expose(OrgUnitVersion, {
  prefix: 'untv',
  filter: ['unit', 'parent', 'legalEntity', 'validFrom', 'validTo', 'knownFrom', 'knownTo'],
  order: ['knownFrom', 'validFrom'],
});
