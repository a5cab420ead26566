import type { Codec } from '../model/record-type.js';
import { encodeId } from '../model/ids.js';
import { decodeArray } from '../model/text-array.js';

/** Text of a cell -> value of the API. Written for speed: it runs once per cell. */
export function decode(codec: Codec, text: string, prefix: string): unknown {
  switch (codec) {
    case 'id':
      return encodeId(prefix, text);
    case 'integer':
    case 'float':
      return Number(text);
    case 'boolean':
      return text.startsWith('t');
    case 'instant':
      return decodeInstant(text);
    case 'json':
      return JSON.parse(text) as unknown;
    case 'textArray':
      return decodeArray(text);
    case 'text':
    case 'enum':
    case 'date':
    case 'decimal':
    case 'bigint':
      return text;
  }
}

/** `2026-03-31 12:30:00.5+00` (TimeZone UTC) -> `2026-03-31T12:30:00.500Z`; infinity -> null. */
export function decodeInstant(text: string): string | null {
  if (text.endsWith('infinity')) return null;
  const fraction = text.length > 22 ? text.slice(20, text.length - 3) : '';
  const ms = fraction.slice(0, 3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${ms}Z`;
}
