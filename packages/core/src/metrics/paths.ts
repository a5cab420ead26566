import type { Where } from '../model/expose.js';
import type {
  AsOfField,
  ColumnField,
  ManyField,
  MoneyField,
  RecordField,
  RecordType,
  ToOneField,
} from '../model/record-type.js';
import type { MetricPath } from './declaration.js';

/** One step of a path to another record. */
export interface PathStep {
  record: RecordType;
  field: ToOneField | AsOfField | ManyField;
  /** As it stands in the path. */
  text: string;
  /** Of many records: which one, as a filter. */
  pick?: Where;
}

/** Where a path ends. */
export type PathEnd =
  | { kind: 'column'; record: RecordType; field: ColumnField }
  | { kind: 'money'; record: RecordType; field: MoneyField }
  | { kind: 'record'; record: RecordType }
  | { kind: 'attribute'; record: RecordType; key: string };

/** A path held against the record types. */
export interface WalkedPath {
  steps: readonly PathStep[];
  end: PathEnd;
}

/** Follows a path from a record type. @throws Error saying where it leads nowhere */
export function walk(from: RecordType, path: MetricPath): WalkedPath {
  const names = path.match(STEP) ?? [];
  const steps: PathStep[] = [];
  let record = from;
  for (const [at, text] of names.entries()) {
    const [, name = '', by, key] = PICKED.exec(text) ?? ['', text];
    const field = fieldOf(record, name, path);
    const rest = names.length - at - 1;
    if (field.kind === 'attributes' && rest === 1) {
      return { steps, end: { kind: 'attribute', record, key: names[at + 1] ?? '' } };
    }
    if (field.kind === 'toOne' || field.kind === 'asOf') {
      steps.push({ record, field, text });
      record = field.target();
      continue;
    }
    if (field.kind === 'many' && by !== undefined && key !== undefined) {
      record = field.target();
      steps.push({
        record: steps.at(-1)?.field.target() ?? from,
        field,
        text,
        pick: pickOf(by, key),
      });
      const { end } = walk(record, by);
      if (end.kind !== 'column') throw new Error(`"${path}": ${by} is no text to pick by.`);
      continue;
    }
    if (rest > 0) throw new Error(`"${path}": ${record.name}.${name} leads to no record.`);
    return { steps, end: endOf(record, field, path) };
  }
  return { steps, end: { kind: 'record', record } };
}

/** Names between dots; a pick may have dots of its own. */
const STEP = /[^.[\]]+(?:\[[^\]]*\])?/g;
/** `items[dimension.code=CC]`: of many records the one with that key. */
const PICKED = /^(\w+)\[([\w.]+)=([^\]]+)\]$/;

function pickOf(by: string, key: string): Where {
  const names = by.split('.').reverse();
  return names.reduce<Where>((inner, name) => ({ [name]: inner }), { eq: key });
}

function fieldOf(record: RecordType, name: string, path: string): RecordField {
  const field = record.fields.get(name);
  if (!field) throw new Error(`"${path}": ${record.name} has no field ${name}.`);
  return field;
}

function endOf(record: RecordType, field: RecordField, path: string): PathEnd {
  if (field.kind === 'money') return { kind: 'money', record, field };
  if (field.kind === 'column' && !field.sealed && !UNFIT.has(field.codec)) {
    return { kind: 'column', record, field };
  }
  if (field.kind === 'many') {
    throw new Error(`"${path}" leads to many records: make a fact of ${field.target().name}.`);
  }
  throw new Error(`"${path}" is no value to count or to group by.`);
}

const UNFIT: ReadonlySet<string> = new Set(['json', 'textArray']);

/** The fields that a filter reads, with the records that they stand on. */
export function fieldsOfWhere(record: RecordType, where: Where): [RecordType, RecordField][] {
  return Object.entries(where).flatMap(([key, value]) => {
    if (key === 'and' || key === 'or') {
      return (value as Where[]).flatMap((part) => fieldsOfWhere(record, part));
    }
    if (key === 'not') return fieldsOfWhere(record, value as Where);
    const field = fieldOf(record, key, key);
    const own: [RecordType, RecordField] = [record, field];
    if (field.kind === 'toOne' || field.kind === 'asOf') {
      return [own, ...fieldsOfWhere(field.target(), value as Where)];
    }
    if (field.kind !== 'many') return [own];
    const parts = Object.values(value as Where) as Where[];
    return [own, ...parts.flatMap((part) => fieldsOfWhere(field.target(), part))];
  });
}
