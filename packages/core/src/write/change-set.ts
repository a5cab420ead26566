import {
  type ChangeSet,
  type EntityMetadata,
  type EventSubscriber,
  type FlushEventArgs,
  helper,
} from '@mikro-orm/core';
import { holdsAttributes } from '../model/record.js';
import { isSealed } from '../model/secret.js';

/** One record that a transaction changed. */
export interface RecordedChange {
  /** Entity name, which is the GraphQL type name of exposed records. */
  type: string;
  /** Uuid. */
  id: string;
  action: 'CREATE' | 'UPDATE' | 'DELETE';
  /** Property values before; of an update only the changed ones. */
  before?: Readonly<Record<string, unknown>>;
  after?: Readonly<Record<string, unknown>>;
}

/** Stands for the value of a sealed or hidden property, which is never written down. */
export const MASK = '***';

/** Says only that something was changed, which the change itself says better. */
const NOISE = new Set(['updatedAt', 'version']);

/** The changes of one transaction, in order; a savepoint that is rolled back cuts its own off. */
export class ChangeLog {
  private readonly changes: RecordedChange[] = [];
  private readonly versions = new Map<string, number>();

  /** `version` is the record's after the change; of a deleted record its last one. */
  add(change: RecordedChange, version?: number): void {
    this.changes.push(change);
    if (version !== undefined) this.versions.set(keyOf(change), version);
  }

  /** The version that the record has now, where the unit of work changed it. */
  versionOf(change: RecordedChange): number | undefined {
    return this.versions.get(keyOf(change));
  }

  /** How many changes there are; give it to `cut` to forget the later ones. */
  get mark(): number {
    return this.changes.length;
  }

  cut(mark: number): void {
    this.changes.length = mark;
    // Of all that was written before nothing is told any more: versions need not be kept either.
    if (mark === 0) this.versions.clear();
  }

  /** Uuids of the records that were changed since a mark. */
  idsSince(mark: number): Set<string> {
    return new Set(this.changes.slice(mark).map(({ id }) => id));
  }

  /** One change per record: what was before the transaction, what is after it. */
  merged(): RecordedChange[] {
    return this.byRecord().filter((change) => !isTouch(change));
  }

  /**
   * Records that have another version and nothing else: what belongs to them was changed
   * (`record.updatedAt = now`).
   */
  touched(): RecordedChange[] {
    return this.byRecord().filter(isTouch);
  }

  private byRecord(): RecordedChange[] {
    const byRecord = new Map<string, RecordedChange | undefined>();
    for (const change of this.changes) {
      const key = keyOf(change);
      const earlier = byRecord.get(key);
      byRecord.set(key, earlier ? combine(earlier, change) : change);
    }
    return [...byRecord.values()].filter((change) => change !== undefined);
  }
}

function keyOf({ type, id }: RecordedChange): string {
  return `${type} ${id}`;
}

function isTouch({ action, before, after }: RecordedChange): boolean {
  return action === 'UPDATE' && before === undefined && after === undefined;
}

function combine(first: RecordedChange, next: RecordedChange): RecordedChange | undefined {
  if (isTouch(next)) return first;
  if (isTouch(first)) return next;
  const { type, id } = first;
  if (next.action === 'DELETE') {
    if (first.action === 'CREATE') return undefined;
    return { type, id, action: 'DELETE', before: { ...next.before, ...first.before } };
  }
  // Deleted and made anew under one id: what matters is how the record differs.
  const action = first.action === 'CREATE' ? 'CREATE' : 'UPDATE';
  const after = { ...first.after, ...next.after };
  if (action === 'CREATE') return { type, id, action, after };
  return { type, id, action, before: { ...next.before, ...first.before }, after };
}

/** Copies what each flush wrote into the log; one per transaction. */
export class ChangeCollector implements EventSubscriber {
  /** What deleted records were; the unit of work forgets it while it deletes them. */
  private readonly deleted = new WeakMap<object, Record<string, unknown>>();

  constructor(private readonly log: ChangeLog) {}

  onFlush({ uow }: FlushEventArgs): void {
    for (const { type, entity } of uow.getChangeSets()) {
      if (!type.startsWith('delete')) continue;
      this.deleted.set(entity, { ...helper(entity as object).__originalEntityData });
    }
  }

  afterFlush({ uow }: FlushEventArgs): void {
    for (const set of uow.getChangeSets() as ChangeSet<object>[]) {
      const original = this.deleted.get(set.entity) ?? set.originalEntity ?? {};
      this.log.add(changeOf(set, original), (set.entity as { version?: number }).version);
    }
  }
}

function changeOf(
  set: ChangeSet<object>,
  original: Readonly<Record<string, unknown>>,
): RecordedChange {
  const { meta } = set;
  const type = meta.className;
  const id = String(set.getPrimaryKey());
  const payload = set.payload as Record<string, unknown>;
  if (set.type === 'create') return { type, id, action: 'CREATE', after: shown(meta, payload) };
  if (set.type.startsWith('delete')) {
    return { type, id, action: 'DELETE', before: shown(meta, original) };
  }
  const keys = Object.keys(payload).filter((key) => !NOISE.has(key));
  if (keys.length === 0) return { type, id, action: 'UPDATE' };
  const values = (of: Readonly<Record<string, unknown>>) =>
    shown(meta, Object.fromEntries(keys.map((key) => [key, of[key]])));
  return { type, id, action: 'UPDATE', ...onlyChanged(values(original), values(payload)) };
}

/** Custom fields are one column, but each is a change of its own: equal ones are left out. */
function onlyChanged(before: Record<string, unknown>, after: Record<string, unknown>) {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    if (!key.startsWith(ATTRIBUTE)) continue;
    const [was = null, is = null] = [before[key], after[key]];
    delete before[key];
    delete after[key];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    before[key] = was;
    after[key] = is;
  }
  return { before, after };
}

/** Before the key of a custom field in the names of changed values. */
export const ATTRIBUTE = 'attributes.';

/** A change that code tells by hand, its secrets masked: what is sealed, hidden or bytes. */
export function masked(
  meta: EntityMetadata<object> | undefined,
  change: RecordedChange,
): RecordedChange {
  const { before, after, ...rest } = change;
  const values = (given: NonNullable<typeof before>) =>
    Object.fromEntries(
      Object.entries(given).map(([key, value]) => {
        const isMasked =
          value instanceof Uint8Array || (meta && isSecret(meta, propertyOf(meta, key)));
        return [key, value != null && isMasked ? MASK : value];
      }),
    );
  return {
    ...rest,
    ...(before && { before: values(before) }),
    ...(after && { after: values(after) }),
  };
}

/** The property of a name; who writes SQL may give the column's. */
function propertyOf(meta: EntityMetadata<object>, name: string): string {
  return meta.props.find(({ fieldNames }) => fieldNames?.includes(name))?.name ?? name;
}

/** Values as JSON can hold them, secrets masked. */
function shown(
  meta: EntityMetadata<object>,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key === 'updatedAt') continue;
    if (key === 'attributes' && holdsAttributes({ name: key, ...commentOf(meta, key) })) {
      for (const [name, one] of attributesOf(value)) result[ATTRIBUTE + name] = one;
      continue;
    }
    result[key] = value == null ? null : isSecret(meta, key) ? MASK : plain(value);
  }
  return result;
}

function commentOf(meta: EntityMetadata<object>, key: string): { comment?: string | undefined } {
  const properties = meta.properties as Record<string, { comment?: string }>;
  return { comment: properties[key]?.comment };
}

/** The unit of work hands the column over as an object or as the text of JSON. */
function attributesOf(value: unknown): [string, unknown][] {
  const object = typeof value === 'string' ? (JSON.parse(value) as object) : (value ?? {});
  return Object.entries(object);
}

function isSecret(meta: EntityMetadata<object>, key: string): boolean {
  const properties = meta.properties as Record<string, { hidden?: boolean; runtimeType?: string }>;
  if (properties[key]?.hidden || isSealed(properties[key])) return true;
  return key.endsWith('Index') && isSealed(properties[key.slice(0, -5)]);
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return MASK;
  return value;
}
