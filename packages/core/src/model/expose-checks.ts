import type { EntityMetadata } from '@mikro-orm/core';
import type { Exposed } from './expose.js';
import type { Codec, RecordField } from './record-type.js';

const NUMBERS: ReadonlySet<Codec> = new Set(['integer', 'bigint', 'float', 'decimal']);
const UNORDERED: ReadonlySet<Codec> = new Set(['json', 'textArray']);

type Fields = ReadonlyMap<string, RecordField>;

/**
 * Holds what `expose` asks of a column against what the column can do, so that a slip stops the
 * composition and not the first query that uses it.
 * @throws Error naming record type, option and property
 */
export function checkUses({ name, options }: Exposed, fields: Fields, meta: EntityMetadata): void {
  const check = (
    option: 'order' | 'search' | 'aggregate' | 'by' | 'filter',
    fits: (field: RecordField | undefined) => boolean,
    words: string,
  ) => {
    const wrong = options[option]?.find((key) => !fits(fields.get(key)));
    if (wrong !== undefined) throw new Error(`${name}.${option}: ${wrong} ${words}.`);
  };
  check('order', isOrderable, 'is no plain column that has an order');
  check('search', isText, 'is no plain text column');
  check('aggregate', isNumber, 'is neither a number nor money');
  check('by', isPlain, 'is no plain column');
  for (const name of Object.keys(options.amounts ?? {})) {
    const field = fields.get(name);
    if (field?.kind === 'column' && field.codec === 'decimal') continue;
    throw new Error(`${meta.className}.amounts: ${name} is no decimal column.`);
  }
  const hasIndex = (field: RecordField | undefined) =>
    !isSealed(field) || `${field?.name ?? ''}Index` in meta.properties;
  check('filter', hasIndex, 'is sealed and has no hidden text property <name>Index beside it');
}

function isSealed(field: RecordField | undefined): boolean {
  return field?.kind === 'column' && field.sealed;
}

function isPlain(field: RecordField | undefined): boolean {
  return field?.kind === 'column' && !field.sealed;
}

function isOrderable(field: RecordField | undefined): boolean {
  if (field?.kind === 'money') return true;
  return field?.kind === 'column' && !field.sealed && !UNORDERED.has(field.codec);
}

function isText(field: RecordField | undefined): boolean {
  return field?.kind === 'column' && !field.sealed && field.codec === 'text';
}

function isNumber(field: RecordField | undefined): boolean {
  if (field?.kind === 'money') return true;
  return field?.kind === 'column' && NUMBERS.has(field.codec);
}
