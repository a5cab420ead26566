import { permits } from '../authz/evaluate.js';
import { leavesOf, type Rule } from '../authz/permissions.js';
import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import type { Principal } from './principal.js';

/** To see a record because something refers to it gives no right to change it. */
const NOTHING = (): Where => ({ or: [] });

/**
 * What a caller who holds a mutation's permission for some rows only may change: records that meet
 * one of the conditions under which it is held. `undefined`: every record, because the permission
 * is held for every row, or because the type knows none of these conditions and is only referred
 * to (its read rights still bound it).
 */
export function writeLimits(
  principal: Principal,
  record: RecordType,
  rule: Rule | undefined,
): Where | undefined {
  if (rule === undefined || permits(principal, rule, 'all') === true) return undefined;
  const known = record.exposed.options.conditions ?? {};
  const names = leavesOf(rule).flatMap((leaf) => {
    const hold = principal.permissions.get(leaf);
    return hold === undefined || hold === 'all' ? [] : hold;
  });
  const conditions = [...new Set(names)].flatMap((name) =>
    Object.hasOwn(known, name) && known[name] ? [known[name](principal, NOTHING)] : [],
  );
  return conditions.length === 0 ? undefined : { or: conditions };
}
