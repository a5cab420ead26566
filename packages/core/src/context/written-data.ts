import type { Written } from '../read/operation-plan.js';

/** Under which the data of an answer gives what is written, as long as nobody looked into it. */
const WRITTEN = Symbol('written');

type Data = Record<string, unknown>;

/**
 * The `data` of an answer that is written already. For whoever looks at it (a plugin that reads or
 * changes answers) it is the object that the text stands for; then that object is what counts.
 */
export function writtenData(written: Written): Data {
  let parsed: Data | undefined;
  const data = (): Data => (parsed ??= JSON.parse(written.json.toString()) as Data);
  return new Proxy<Data>(
    {},
    {
      get: (_target, key) => {
        if (key === WRITTEN) return parsed === undefined ? written : undefined;
        return Reflect.get(data(), key) as unknown;
      },
      set: (_target, key, value) => Reflect.set(data(), key, value),
      has: (_target, key) => Reflect.has(data(), key),
      ownKeys: () => Reflect.ownKeys(data()),
      deleteProperty: (_target, key) => Reflect.deleteProperty(data(), key),
      getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(data(), key),
      defineProperty: (_target, key, what) => Reflect.defineProperty(data(), key, what),
    },
  );
}

/** An answer as GraphQL over HTTP has it. */
interface Answer {
  errors?: unknown;
  data?: unknown;
  extensions?: unknown;
}

/** JSON text of an answer; `data` that is written already is taken as it is. */
export function textOfAnswer({ errors, data, extensions }: Answer): string {
  const written = writtenOf(data);
  if (!written) return JSON.stringify({ errors, data, extensions });
  const head = errors === undefined ? '{' : `{"errors":${JSON.stringify(errors)},`;
  return `${head}"data":${written.json.toString()}${tailOf(extensions)}}`;
}

/** The bytes of an answer without errors whose data are written. */
export function bytesOfAnswer(written: Written, extensions: unknown): Buffer {
  return Buffer.concat([HEAD, written.json, Buffer.from(`${tailOf(extensions)}}\n`)]);
}

const HEAD = Buffer.from('{"data":');

function tailOf(extensions: unknown): string {
  return extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
}

/** What is written of an answer's data, as long as nobody has looked into it. */
export function writtenOf(data: unknown): Written | undefined {
  return (data as { [WRITTEN]?: Written } | null | undefined)?.[WRITTEN];
}
