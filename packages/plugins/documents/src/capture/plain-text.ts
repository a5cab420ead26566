import { plainText } from './reading/page-text.js';
import { READING_LIMITS, type ReadPage, Unreadable } from './reading/reading-task.js';

const TEXTS: ReadonlySet<string> = new Set(['text/plain', 'text/csv', 'application/xml']);
/** Bytes of a text that is read as a whole, here and not in a thread. */
const MOST = 5_000_000;
/** Lines of a page, where the text has no form feeds. */
const LINES = 60;

/** Pages of a file that is a text itself; `undefined` for any other. @throws Unreadable SIZE */
export function textPages(mediaType: string, bytes: SharedArrayBuffer): ReadPage[] | undefined {
  if (!TEXTS.has(mediaType)) return undefined;
  if (bytes.byteLength > MOST) throw new Unreadable('SIZE');
  // A decoder refuses memory that others may change.
  const text = new TextDecoder().decode(new Uint8Array(bytes).slice());
  const parts = text.includes('\f') ? text.split('\f') : slices(text.split('\n'));
  return parts.slice(0, READING_LIMITS.pages).map((part, at) => ({
    number: at + 1,
    source: part.trim() === '' ? 'NONE' : 'NATIVE',
    text: plainText(part),
    ...{ confidence: 1, turned: 0, width: 0, height: 0, barcodes: [] },
    ...{ thumbnail: new Uint8Array(), preview: new Uint8Array() },
  }));
}

function slices(lines: readonly string[]): string[] {
  const pages = Math.max(1, Math.ceil(lines.length / LINES));
  return Array.from({ length: pages }, (_, at) =>
    lines.slice(at * LINES, (at + 1) * LINES).join('\n'),
  );
}
