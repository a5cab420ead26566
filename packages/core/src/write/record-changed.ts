import { z } from 'zod';
import { defineEvent } from '../events/event.js';
import type { Outbox } from '../events/outbox.js';
import type { RecordType } from '../model/record-type.js';
import { ATTRIBUTE, type ChangeLog, type RecordedChange } from './change-set.js';
import { shownField } from './change-view.js';

const payload = z.object({
  action: z.enum(['CREATE', 'UPDATE', 'DELETE']),
  /**
   * Names of changed fields, never values; empty unless it is an update. A custom field is named
   * `attributes.costCenter`. Of an update without any, something that belongs to the record was
   * changed, and with it its version.
   */
  fields: z.array(z.string()),
  /** The record's version after it; null for a change that plain SQL made. */
  version: z.number().int().nullable(),
});

/** What `core.record.changed` says beside the record that it is about. */
export type RecordChange = z.infer<typeof payload>;

/** Every commit says it once for each record of the graph that it changed. */
export const RecordChanged = defineEvent({
  name: 'core.record.changed',
  version: 1,
  description: 'A record was created, updated or deleted.',
  payload,
});

/** Adds the events of a transaction's merged changes, after those that its operation emitted. */
export function announceChanges(
  outbox: Outbox,
  merged: readonly RecordedChange[],
  by: { changes: ChangeLog; records: ReadonlyMap<string, RecordType> },
): void {
  for (const change of [...merged, ...by.changes.touched()]) {
    const record = by.records.get(change.type);
    if (!record) continue;
    const { type, id, action } = change;
    const version = by.changes.versionOf(change) ?? null;
    const fields = action === 'UPDATE' ? changedFields(record, change) : [];
    outbox.add(RecordChanged, { action, fields, version }, { type, id });
  }
}

/** Properties that are no field of the graph are left out; their change shows as a new version. */
function changedFields(record: RecordType, { before, after }: RecordedChange): string[] {
  const keys = Object.keys({ ...before, ...after });
  const names = keys.map((key) => {
    const name = shownField(record, key);
    // Each may have a permission of its own, so that one name for all would tell too much.
    return name === 'attributes' && key.startsWith(ATTRIBUTE) ? key : name;
  });
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
