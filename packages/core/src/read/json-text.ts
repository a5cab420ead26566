import { encodeId } from '../model/ids.js';
import type { Codec } from '../model/record-type.js';
import { decodeArray } from '../model/text-array.js';
import { decodeInstant } from './decode.js';
import type { Cell, Cells } from './scope.js';

/**
 * Answers as JSON text, straight from the cells of rows. It is what graphql-js and JSON.stringify
 * make of the values of `decode`, without the objects, promises and checks per field in between.
 */

/** One value of a row as JSON text. */
export type Text = (row: Cells) => string;

/** A row that graphql-js has to answer, because the answer has an error in it. */
export class Unwritable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unwritable';
  }
}

/** JSON text of a cell that is not null. */
export type CellText = (text: string) => string;

/** The text of a codec's cells; `values` of an enum are those that have a name in the schema. */
export function cellText(
  codec: Codec,
  { prefix, values }: { prefix: string; values: ReadonlySet<string> },
): CellText {
  switch (codec) {
    case 'id':
      return (text) => `"${encodeId(prefix, text)}"`;
    case 'integer':
      return (text) => text;
    case 'float':
      return floatText;
    case 'boolean':
      return (text) => (text.startsWith('t') ? 'true' : 'false');
    case 'instant':
      return instantText;
    case 'json':
      return (text) => JSON.stringify(JSON.parse(text));
    case 'textArray':
      return (text) => JSON.stringify(decodeArray(text));
    case 'text':
      return quoted;
    case 'enum':
      return (text) => enumText(values, text);
    case 'date':
    case 'decimal':
    case 'bigint':
      return plain;
  }
}

/** Most texts have nothing to escape. */
const ESCAPED = /["\\]|[^ -\ud7ff\ue000-\uffff]/;

/** A text as JSON. */
export function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** The text of a cell, or null. */
export function quotedCell(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? 'null' : quoted(cell as string);
}

/** A text that has nothing to escape by its kind. */
export function plain(text: string): string {
  return `"${text}"`;
}

function floatText(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Unwritable('Float cannot represent such a value');
  return JSON.stringify(value);
}

function instantText(text: string): string {
  const instant = decodeInstant(text);
  return instant === null ? 'null' : plain(instant);
}

function enumText(values: ReadonlySet<string>, text: string): string {
  if (!values.has(text)) throw new Unwritable('a value without a name');
  return plain(text);
}

/** A field that must have a value: without one the answer has an error. */
export function required(text: Text): Text {
  return (row) => {
    const written = text(row);
    if (written === 'null') throw new Unwritable('a required field without a value');
    return written;
  };
}

/** A part of an object: its key in the answer and its value. */
export type Part<T> = readonly [key: string, text: (source: T) => string];

/** Points of the objects that are being written. */
let tally = 0;

/** What `write` writes, and the points of all its objects (`objectPoints`); not across an await. */
export function tallied(write: () => string): { text: string; points: number } {
  tally = 0;
  return { text: write(), points: tally };
}

/**
 * `{"a":1,"b":2}` of the parts, in their order. Keys are names of GraphQL: nothing to escape.
 * @param points of one such object without what hangs on it
 */
export function objectText<T>(parts: readonly Part<T>[], points: number): (source: T) => string {
  const texts = parts.map(([, text]) => text);
  const heads = parts.map(([key], index) => `${index === 0 ? '{' : ','}"${key}":`);
  return (source) => {
    tally += points;
    let written = '';
    for (let index = 0; index < texts.length; index++) {
      written += heads[index] + (texts[index] as (source: T) => string)(source);
    }
    return written === '' ? '{}' : `${written}}`;
  };
}

/** An object of a selection whose fields have these texts; undefined when one has none. */
export function selectionText<T>(
  selection: readonly { key: string; name: string }[],
  texts: Readonly<Record<string, ((source: T) => string) | undefined>>,
  points: number,
): ((source: T) => string) | undefined {
  const parts = selection.flatMap(({ key, name }): Part<T>[] => {
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    return text ? [[key, text]] : [];
  });
  return parts.length === selection.length ? objectText(parts, points) : undefined;
}

/** A list of what is written already. */
export function listText(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}

/** The same text for each source: the name of a type. */
export function constant(value: string): () => string {
  const text = quoted(value);
  return () => text;
}
