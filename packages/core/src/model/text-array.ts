import { ArrayType, type MetadataStorage } from '@mikro-orm/core';

/** PostgreSQL's text form of a one-dimensional `text[]`; each item quoted, so that none is NULL. */
export function encodeArray(items: readonly unknown[]): string {
  return `{${items.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** The items of such a text: `{a,"b c",NULL}`. */
export function decodeArray(text: string): string[] {
  const items: string[] = [];
  let at = 1;
  while (at < text.length - 1) {
    if (text[at] === ',') at++;
    let item = '';
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"') {
        if (text[at] === '\\') at++;
        item += text[at++];
      }
      at++;
    } else {
      while (at < text.length - 1 && text[at] !== ',') item += text[at++];
    }
    items.push(item);
  }
  return items;
}

/**
 * `p.array()` as it should be: the ORM (7.2) quotes only what holds `"{},\`, so that the text
 * `NULL` becomes no value and white space gets lost.
 */
export class TextArray extends ArrayType {
  override convertToDatabaseValue(value: unknown): string | null {
    return Array.isArray(value) ? encodeArray(value) : (value as null);
  }

  override convertToJSValue(value: unknown): string[] | null {
    return typeof value === 'string' ? decodeArray(value) : (value as string[] | null);
  }
}

/** Puts `TextArray` in the place of the ORM's own type, before any entity is loaded or written. */
export function repairArrays(metadata: MetadataStorage): void {
  for (const meta of metadata.getAll().values()) {
    for (const property of meta.props) {
      const { customType } = property;
      if (customType?.constructor === ArrayType)
        Object.assign(property, { customType: new TextArray() });
    }
  }
}
