import type { Rule } from '../authz/permissions.js';
import type { Hold, Principal } from '../context/principal.js';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import type { ReadScope } from './scope.js';

/** What a row condition depends on. */
export type ConditionScope = Pick<ReadScope, 'rules' | 'principal' | 'noteCondition'>;

/** Meets no row. */
const NOTHING: Where = { or: [] };

/**
 * What a caller's roles leave of a type's rows: `undefined` for all of them, else a filter in the
 * language of the API over uuids. A caller without the permission sees nothing, whatever path led
 * here: this is the wall behind the gate.
 */
export function rowCondition(scope: ConditionScope, record: RecordType): Where | undefined {
  const rule = scope.rules.get(`${record.name}.id`);
  const held = rule === undefined ? NOTHING : ofRule(rule, record, scope);
  const bound = boundTo(scope.principal, record);
  const where = held && bound ? { and: [held, bound] } : (held ?? bound);
  if (where) scope.noteCondition?.(record, where);
  return where;
}

/** What a type leaves a caller of its rows, whatever the roles say; `undefined`: all of them. */
export function boundTo(principal: Principal, { exposed }: RecordType): Where | undefined {
  return principal.kind === 'system' ? undefined : exposed.options.always?.(principal);
}

function ofRule(rule: Rule, record: RecordType, scope: ConditionScope): Where | undefined {
  const { principal } = scope;
  if (rule === '@anyone') return undefined;
  if (rule === '@signed-in') return principal.kind === 'anonymous' ? NOTHING : undefined;
  if (typeof rule === 'string') return ofHold(principal.permissions.get(rule), record, scope);
  if ('allOf' in rule) {
    const parts = rule.allOf.map((part) => ofRule(part, record, scope));
    const limits = parts.filter((part) => part !== undefined);
    return limits.length === 0 ? undefined : { and: limits };
  }
  const parts = rule.anyOf.map((part) => ofRule(part, record, scope));
  const limits = parts.filter((part) => part !== undefined);
  return limits.length < parts.length ? undefined : { or: limits };
}

function ofHold(
  hold: Hold | undefined,
  record: RecordType,
  scope: ConditionScope,
): Where | undefined {
  if (hold === 'all') return undefined;
  if (hold === undefined) return NOTHING;
  const conditions = record.exposed.options.conditions ?? {};
  const known = new Map(Object.entries(conditions));
  const { principal } = scope;
  const referring = () => referredTo(scope, record);
  return { or: hold.map((name) => known.get(name)?.(principal, referring) ?? NOTHING) };
}

/** A condition reaches every row of a relation: the caller's own limits there are written out. */
function referredTo(scope: ConditionScope, record: RecordType): Where {
  const or: Where[] = [];
  for (const field of record.fields.values()) {
    if (field.kind !== 'many') continue;
    or.push({ [field.name]: { some: rowCondition(scope, field.target()) ?? {} } });
  }
  return { or };
}

/** Whether nothing narrows this caller's rows of the type. */
export function seesAllRows(scope: ConditionScope, record: RecordType): boolean {
  return rowCondition(scope, record) === undefined;
}
