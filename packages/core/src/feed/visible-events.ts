import { permits } from '../authz/evaluate.js';
import { baseRule } from '../authz/rule-book.js';
import type { RequestContext } from '../context/request.js';
import { mayUse } from '../fields/access.js';
import { definitionsOf } from '../fields/apply.js';
import { ATTRIBUTE } from '../write/change-set.js';
import { boundTo } from '../read/conditions.js';
import { mayRead } from '../write/change-view.js';
import { EVENT_READ } from './permissions.js';

/** What decides whether somebody may learn of an event. */
export interface AboutRecord {
  recordType: string | null;
  /** Uuid. */
  recordId: string | null;
}

/**
 * The events that the caller may learn of now: those about records that the caller may read. With
 * the right to every row of a type nothing is looked up, so that changes of deleted records are
 * seen too; with the right to some rows the planner says which, and what is deleted is in none.
 * An event about no record is for those who may read the whole feed.
 */
export async function visibleEvents<E extends AboutRecord>(
  ctx: RequestContext,
  events: readonly E[],
): Promise<E[]> {
  const ids = new Map<string, Set<string>>();
  for (const { recordType, recordId } of events) {
    if (recordType === null || recordId === null) continue;
    ids.set(recordType, (ids.get(recordType) ?? new Set<string>()).add(recordId));
  }
  const seen = new Map<string, 'all' | ReadonlySet<string>>();
  for (const [type, wanted] of ids) seen.set(type, await seenOf(ctx, type, wanted));
  return events.filter(({ recordType, recordId }) => {
    if (recordType === null || recordId === null) {
      return permits(ctx.principal, EVENT_READ, 'all') === true;
    }
    const found = seen.get(recordType);
    return found === 'all' || found?.has(recordId) === true;
  });
}

const NONE: ReadonlySet<string> = new Set();

async function seenOf(
  ctx: RequestContext,
  type: string,
  ids: ReadonlySet<string>,
): Promise<'all' | ReadonlySet<string>> {
  const { records, rules } = ctx.runtime.composition;
  const record = records.get(type);
  const rule = baseRule(rules, type);
  if (!record || rule === undefined) return NONE;
  const isBound = boundTo(ctx.principal, record) !== undefined;
  if (!isBound && permits(ctx.principal, rule, 'all') === true) return 'all';
  if (permits(ctx.principal, rule, 'some') !== true) return NONE;
  return new Set(await ctx.ids(record.exposed, { id: { in: [...ids] } }, ids.size));
}

/** Changed fields of a record. */
export interface ChangedFields {
  recordType: string | null;
  /** Custom fields as `attributes.costCenter`. */
  fields: readonly string[];
}

/**
 * Of the changed fields of each record those whose values the caller may read now; a custom field
 * that is gone, or archived, nobody may.
 */
export async function visibleFields(
  ctx: RequestContext,
  changes: readonly ChangedFields[],
): Promise<string[][]> {
  const names = changes.flatMap(({ fields }) => fields);
  const hasCustom = names.some((name) => name.startsWith(ATTRIBUTE));
  const custom = hasCustom ? await definitionsOf(ctx) : undefined;
  return changes.map(({ recordType, fields }) => {
    const record = ctx.runtime.composition.records.get(recordType ?? '');
    if (!record) return [];
    return fields.filter((field) => {
      if (!field.startsWith(ATTRIBUTE)) return mayRead(ctx, record, field);
      const own = custom?.find(record.name, field.slice(ATTRIBUTE.length));
      return own && mayUse(ctx.principal, own) && mayRead(ctx, record, 'attributes');
    });
  });
}
