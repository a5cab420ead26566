import { mayUse } from '../fields/access.js';
import type { Attributes, FieldDefinition, StoredValue } from '../fields/field-type.js';
import { valueText } from '../fields/values.js';
import { encodeId } from '../model/ids.js';
import type { AttributesField } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { readableField } from './attributes-sql.js';
import type { RecordFrame } from './record-plan.js';
import { customFieldsOf, type Cells, type ReadScope } from './scope.js';
import type { SelectedField } from './selection.js';

const MAX_KEYS = 250;

/** The values of custom fields from the one column that holds them. */
export function planAttributes(
  { frame, record, source }: RecordFrame,
  { column }: AttributesField,
  selected: SelectedField,
): (row: Cells) => unknown {
  const { scope } = frame;
  const keys = selected.args['keys'] as readonly string[] | null | undefined;
  if (keys && keys.length > MAX_KEYS) {
    throw new Refusal('BAD_USER_INPUT', `attributes takes ${MAX_KEYS} keys at most.`);
  }
  const fields = keys
    ? [...new Set(keys)].map((key) => readableField(scope, record, key))
    : customFieldsOf(scope)
        .of(record.name)
        .filter((field) => mayUse(scope.principal, field));
  const cell = source.cells.add(source.column(column));
  return (row) => {
    const values = JSON.parse((row[cell] as string | null) ?? '{}') as Attributes;
    return fields.map((field) => shown(scope, field, ownValue(values, field.key)));
  };
}

/** A value of its own, never what every object inherits. */
export function ownValue(values: Attributes, key: string): StoredValue | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

function shown(scope: ReadScope, field: FieldDefinition, value: StoredValue | undefined) {
  const { key, label, type, target } = field;
  const named = { key, label, type };
  if (value === undefined) return { ...named, value: null, text: null, record: null };
  if (type !== 'RECORD') return { ...named, value, text: valueText(value), record: null };
  const prefix = scope.records.get(target ?? '')?.prefix;
  // The plugin of the target may be switched off: then its ids mean nothing to anybody.
  if (prefix === undefined) return { ...named, value: null, text: null, record: null };
  const uuid = String(value as string);
  const id = encodeId(prefix, uuid);
  return { ...named, value: id, text: id, record: { __typename: target, id: uuid } };
}
