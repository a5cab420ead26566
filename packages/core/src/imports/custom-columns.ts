import type { RequestContext } from '../context/request.js';
import { applyAttributes, type AttributedRecord, definitionsOf } from '../fields/apply.js';
import type { FieldDefinitions } from '../fields/definitions.js';
import type { CustomFieldType, FieldDefinition } from '../fields/field-type.js';
import { externalRefsService } from '../refs/external-refs.js';
import type { ImportColumn, ImportRow, ImportType } from './import-type.js';

/** Before the key of a custom field, and before the name of another system, in a header. */
const ATTRIBUTE = 'attributes.';
const REF = 'externalRef.';

/** Between the options of one cell. */
const SEPARATOR = ';';

const KINDS: Readonly<Record<CustomFieldType, ImportColumn['kind']>> = {
  TEXT: 'text',
  INTEGER: 'integer',
  DECIMAL: 'decimal',
  BOOLEAN: 'boolean',
  DATE: 'date',
  DATETIME: 'instant',
  CHOICE: 'enum',
  MULTI_CHOICE: 'text',
  RECORD: 'text',
  URL: 'text',
  EMAIL: 'text',
};

/** The type with a column for each custom field of the records that it makes. */
export function withCustomColumns(type: ImportType, definitions: FieldDefinitions): ImportType {
  if (type.makes === undefined) return type;
  const columns = definitions.of(type.makes).map(columnOf);
  return { ...type, columns: [...type.columns, ...columns] };
}

function columnOf(field: FieldDefinition): ImportColumn {
  const { key, label, type, options, isRequired, defaultValue } = field;
  const list = type === 'MULTI_CHOICE' ? `; options with ${SEPARATOR} between them` : '';
  return {
    name: ATTRIBUTE + key,
    label,
    description: `Custom field ${label}${list}`,
    kind: KINDS[type],
    required: isRequired && defaultValue === null,
    ...(type === 'CHOICE' ? { values: options } : {}),
  };
}

/** The column of an id in another system; any system may stand in a header. */
export function externalRefColumn(type: ImportType, header: string): ImportColumn | undefined {
  const system = /^externalref\.([a-z][a-z0-9_-]{0,39})$/i.exec(header.trim())?.[1]?.toLowerCase();
  if (type.makes === undefined || system === undefined) return undefined;
  const description = `Id in the system ${system}`;
  return { name: REF + system, description, kind: 'text', maxLength: 200 };
}

/** The custom values of a row. */
interface CustomValues {
  type: ImportType;
  row: ImportRow;
  definitions: FieldDefinitions;
  /** The row made the record: defaults are set, and what is required must be there. */
  isNew: boolean;
}

/** Puts the custom values of a row on the record that it made or changed. */
export async function applyCustomColumns(
  ctx: RequestContext,
  made: object | void,
  { type, row, definitions, isNew }: CustomValues,
): Promise<void> {
  if (type.makes === undefined) return;
  if (!made) throw new Error(`The import ${type.kind} does not return the record that it made.`);
  const given = definitions.of(type.makes).flatMap((field) => {
    const cell = row[ATTRIBUTE + field.key];
    return cell === undefined ? [] : [{ key: field.key, value: valueOf(field, cell) }];
  });
  const path = (index: number) => [ATTRIBUTE + (given[index]?.key ?? '')];
  if (definitions.of(type.makes).length > 0) {
    const values = { given, isNew, path, known: definitions };
    await applyAttributes(ctx, made as AttributedRecord, values);
  }
  const { id } = made as { id: string };
  for (const [column, cell] of Object.entries(row)) {
    if (!column.startsWith(REF) || cell === undefined) continue;
    const ref = { system: column.slice(REF.length), id: String(cell), path: [column] };
    await externalRefsService.set(ctx, { type: type.makes, id }, ref);
  }
}

type Cell = NonNullable<ImportRow[string]>;

function valueOf({ type }: FieldDefinition, cell: Cell): unknown {
  if (type !== 'MULTI_CHOICE') return cell;
  const options = String(cell).split(SEPARATOR);
  return options.map((option) => option.trim()).filter((option) => option !== '');
}

/** The custom fields, when the type has use for them; nothing is read otherwise. */
export async function definitionsFor(
  ctx: RequestContext,
  type: ImportType,
): Promise<FieldDefinitions | undefined> {
  return type.makes === undefined ? undefined : definitionsOf(ctx);
}
