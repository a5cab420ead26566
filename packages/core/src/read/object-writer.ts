import { addPoints, type Write, writeBytes } from './json-writer.js';

/** A part of an object: its key in the answer and its value. */
export type Part<T> = readonly [key: string, write: Write<T>];

/**
 * `{"a":1,"b":2}` of the parts, in their order. Keys are names of GraphQL: nothing to escape.
 * @param points of one such object without what hangs on it
 */
export function objectWrite<T>(parts: readonly Part<T>[], points: number): Write<T> {
  const writes = parts.map(([, write]) => write);
  const heads = parts.map(([key], at) => Buffer.from(`${at === 0 ? '{' : ','}"${key}":`));
  return (source) => {
    addPoints(points);
    for (let at = 0; at < writes.length; at++) {
      writeBytes(heads[at] as Buffer);
      (writes[at] as Write<T>)(source);
    }
    writeBytes(writes.length === 0 ? EMPTY_OBJECT : OBJECT_END);
  };
}

const EMPTY_OBJECT = Buffer.from('{}');
const OBJECT_END = Buffer.from('}');

/** An object of a selection whose fields are written so; undefined when one of them is not. */
export function selectionWrite<T>(
  selection: readonly { key: string; name: string }[],
  writes: Readonly<Record<string, Write<T> | undefined>>,
  points: number,
): Write<T> | undefined {
  const parts = selection.flatMap(({ key, name }): Part<T>[] => {
    const write = Object.hasOwn(writes, name) ? writes[name] : undefined;
    return write ? [[key, write]] : [];
  });
  return parts.length === selection.length ? objectWrite(parts, points) : undefined;
}

/** A list of values. */
export function writeList<T>(items: readonly T[], write: Write<T>): void {
  writeBytes(LIST);
  for (let at = 0; at < items.length; at++) {
    if (at > 0) writeBytes(NEXT);
    write(items[at] as T);
  }
  writeBytes(LIST_END);
}

const LIST = Buffer.from('[');
const NEXT = Buffer.from(',');
const LIST_END = Buffer.from(']');

/** The same text for each source: the name of a type. */
export function constant(value: string): Write<unknown> {
  const bytes = Buffer.from(JSON.stringify(value));
  return () => writeBytes(bytes);
}
