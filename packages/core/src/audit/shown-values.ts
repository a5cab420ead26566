import { permits } from '../authz/evaluate.js';
import { isOwn } from '../authz/rule-book.js';
import type { Runtime } from '../context/runtime.js';
import type { Principal } from '../context/principal.js';
import type { RecordType } from '../model/record-type.js';
import { publicValue, shownField } from '../write/change-view.js';

/** For whom recorded values are shown, and of how many rows of the type. */
export interface Viewing {
  runtime: Runtime;
  principal: Principal;
  /**
   * `row`: of a record that the caller may see, so that rights on some rows are enough for what
   * needs no right of its own. `any`: of records that the caller may not see perhaps.
   */
  of: 'row' | 'any';
}

type Values = Readonly<Record<string, unknown>>;

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
  values: { before?: Values | null | undefined; after?: Values | null | undefined },
): FieldChange[] {
  const before = shownValues(record, values.before ?? {});
  const after = shownValues(record, values.after ?? {});
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
function shownValues(record: RecordType, values: Values): Map<string, unknown> {
  const shown = new Map<string, unknown>();
  for (const [key, value] of Object.entries(values)) {
    const name = shownField(record, key);
    if (name === undefined || name === 'id') continue;
    const own = publicValue(record, name, value);
    const whole = shown.get(name) as object | undefined;
    shown.set(name, key === name ? own : { ...whole, [key.slice(name.length + 1)]: own });
  }
  return shown;
}

/** Rights on some rows are enough where the row is seen and the field needs no right of its own. */
function isReadable(viewing: Viewing, record: RecordType, field: string): boolean {
  const { rules, records } = viewing.runtime.composition;
  const rule = rules.get(`${record.name}.${field}`);
  if (rule === undefined) return false;
  const isPartial = viewing.of === 'row' && !isOwn({ rules, records }, record.name, field);
  return permits(viewing.principal, rule, isPartial ? 'some' : 'all') === true;
}
