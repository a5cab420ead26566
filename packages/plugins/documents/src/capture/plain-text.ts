import { type ReadPage, Unreadable } from './reading/reading-task.js';
import { pagesOfText } from './reading/text-pages.js';

const TEXTS: ReadonlySet<string> = new Set(['text/plain', 'text/csv', 'application/xml']);
/** Bytes of a text that is read as a whole, here and not in a thread. */
const MOST = 5_000_000;

/** Pages of a file that is a text itself; `undefined` for any other. @throws Unreadable SIZE */
export function textPages(mediaType: string, bytes: SharedArrayBuffer): ReadPage[] | undefined {
  if (!TEXTS.has(mediaType)) return undefined;
  if (bytes.byteLength > MOST) throw new Unreadable('SIZE');
  // A decoder refuses memory that others may change.
  return pagesOfText(new TextDecoder().decode(new Uint8Array(bytes).slice()));
}
