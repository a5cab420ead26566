import type { Composition } from '../plugin/composition.js';

/** What a file is for, and so which bytes are taken. */
export interface FilePurpose {
  /** `plugin.name`: `assets.photo`. */
  id: string;
  /** One sentence for listings. */
  description: string;
  /** Media types that are taken, as found in the bytes: `image/png`, `image/*`, or `*` for any. */
  mediaTypes: readonly string[];
  /** Bytes at most. */
  maxSize: number;
  /**
   * What happens when the bytes are of another type than announced, but of one that is taken:
   * `REFUSE` (default), or `STORE` under the type that was found.
   */
  mismatch?: 'REFUSE' | 'STORE';
  /** UTF-8 of any kind: texts are not told apart by their bytes, so the announced type stays. */
  isText?: boolean;
  /** Read by the platform itself and then removed; no file is made of it. */
  isTransient?: boolean;
}

/** The most that any purpose may take. */
export const MAX_FILE_SIZE = 2_000_000_000;

/**
 * Declares what files of a plugin may be for; stands in `files` of its definition.
 *
 * @example
 * filePurpose({ id: 'assets.photo', description: 'A photo of an asset.',
 *   mediaTypes: ['image/jpeg', 'image/png'], maxSize: 10_000_000 });
 */
export function filePurpose(purpose: FilePurpose): FilePurpose {
  if (/^[a-z][a-z0-9-]*\.[a-z][A-Za-z0-9]*$/.test(purpose.id)) return purpose;
  throw new Error(`The purpose "${purpose.id}" is not of the form plugin.name.`);
}

const tables = new WeakMap<Composition, ReadonlyMap<string, FilePurpose>>();

/** The purposes of all plugins by id. */
export function purposesOf(composition: Composition): ReadonlyMap<string, FilePurpose> {
  const known = tables.get(composition);
  if (known) return known;
  const all = composition.plugins.flatMap(({ definition }) => definition.files ?? []);
  const table = new Map(all.map((purpose) => [purpose.id, purpose]));
  tables.set(composition, table);
  return table;
}

/** Whether bytes of a type are taken. */
export function takes({ mediaTypes }: FilePurpose, mediaType: string): boolean {
  const [kind = ''] = mediaType.split('/');
  return mediaTypes.some((one) => one === '*' || one === mediaType || one === `${kind}/*`);
}
