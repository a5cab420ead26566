import { permits } from '../authz/evaluate.js';
import { isOwn } from '../authz/rule-book.js';
import type { Runtime } from '../context/runtime.js';
import type { Principal } from '../context/principal.js';
import type { Ctx } from '../context/ctx.js';
import { defineLoader } from '../context/loader.js';
import { mayUse } from '../fields/access.js';
import { definitionsOf } from '../fields/apply.js';
import type { FieldDefinitions } from '../fields/definitions.js';
import type { RecordType } from '../model/record-type.js';
import { boundTo } from '../read/conditions.js';
import { ATTRIBUTE } from '../write/change-set.js';
import { attributeValue, publicValue, shownField } from '../write/change-view.js';

/** For whom recorded values are shown, and of how many rows of the type. */
export interface Viewing {
  runtime: Runtime;
  principal: Principal;
  /**
   * `row`: of a record that the caller may see, so that rights on some rows are enough for what
   * needs no right of its own. `any`: of records that the caller may not see perhaps.
   */
  of: 'row' | 'any';
  /** Says who may read which custom field; those of no definition are left out. */
  customFields: FieldDefinitions | undefined;
}

type Values = Readonly<Record<string, unknown>>;

/** Recorded values before and after. */
export interface RecordedValues {
  before?: Values | null | undefined;
  after?: Values | null | undefined;
}

const definitions = defineLoader({
  name: 'AuditEntry.customFields',
  key: () => '',
  batch: async (ctx: Ctx) => [await definitionsOf(ctx)],
});

/** The custom fields of the organization, once a request; undefined where none was changed. */
export async function customFieldsIn(
  ctx: Ctx,
  changes: readonly RecordedValues[],
): Promise<FieldDefinitions | undefined> {
  const keys = changes.flatMap(({ before, after }) => Object.keys({ ...before, ...after }));
  if (!keys.some((key) => key.startsWith(ATTRIBUTE))) return undefined;
  return ctx.load(definitions, '');
}

/** A field that a change touched, before and after. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
  /** The caller may not read the field now: both values are null. */
  isHidden: boolean;
}

/**
 * The changed fields as the caller may read them at present: fields of the graph only, public
 * ids, secrets as they are stored (`***`). The one place through which recorded values leave.
 */
export function shownChange(
  viewing: Viewing,
  record: RecordType,
  values: RecordedValues,
): FieldChange[] {
  const before = shownValues(viewing, record, values.before ?? {});
  const after = shownValues(viewing, record, values.after ?? {});
  const fields = new Set([...before.keys(), ...after.keys()]);
  return [...fields].map((field) => {
    if (!isReadable(viewing, record, field)) {
      return { field, before: null, after: null, isHidden: true };
    }
    const shown = { before: before.get(field) ?? null, after: after.get(field) ?? null };
    return { field, ...shown, isHidden: false };
  });
}

/** Values by field; the parts of a money, which stand apart in the unit of work, in one. */
function shownValues(viewing: Viewing, record: RecordType, values: Values): Map<string, unknown> {
  const shown = new Map<string, unknown>();
  for (const [key, value] of Object.entries(values)) {
    const name = shownField(record, key);
    if (name === undefined || name === 'id') continue;
    const part = key.slice(name.length + 1);
    if (key === name) {
      shown.set(name, publicValue(record, name, value));
      continue;
    }
    const whole = shown.get(name) as object | undefined;
    const own = key.startsWith(ATTRIBUTE)
      ? customValue(viewing, record, { [part]: value })
      : { [part]: publicValue(record, name, value) };
    if (own) shown.set(name, { ...whole, ...own });
  }
  return shown;
}

/** A custom field that the caller may use; not even the key of another one is told. */
function customValue(
  { runtime, principal, customFields }: Viewing,
  record: RecordType,
  one: Values,
): Values | undefined {
  const [[key, value] = ['', null]] = Object.entries(one);
  const field = customFields?.find(record.name, key);
  if (!field || !mayUse(principal, field)) return undefined;
  return { [key]: attributeValue(runtime, field, value) };
}

/** Rights on some rows are enough where the row is seen and the field needs no right of its own. */
function isReadable(viewing: Viewing, record: RecordType, field: string): boolean {
  const { rules, records } = viewing.runtime.composition;
  const rule = rules.get(`${record.name}.${field}`);
  if (rule === undefined) return false;
  // Which row it was is not looked at here.
  if (viewing.of !== 'row' && boundTo(viewing.principal, record)) return false;
  const isPartial = viewing.of === 'row' && !isOwn({ rules, records }, record.name, field);
  return permits(viewing.principal, rule, isPartial ? 'some' : 'all') === true;
}
