import { HISTORY_TYPES } from '../audit/history.types.js';
import type { Derived } from '../model/derive.js';
import { declaredPayloads } from '../model/inputs.js';

/** Types that need no rule of their own: they inherit, or rule like a record's fields. */
export type Structural = ReadonlyMap<string, 'inherit' | { record: string }>;

/** Types of core that stand between the guarded ones and need no rule of their own. */
export function structuralTypes(derived: Derived): Structural {
  const names = [...SHARED, ...declaredPayloads().keys()];
  return new Map([...derived.structural, ...names.map((name) => [name, 'inherit'] as const)]);
}

const SHARED = [
  'Attribute',
  ...HISTORY_TYPES,
  'BusinessError',
  'DecimalStatistics',
  'ExternalRef',
  'Money',
  'MoneyStatistics',
  'Node',
  'PageInfo',
  'UserError',
  'VersionConflictError',
];
