import { plainText } from './page-text.js';
import { READING_LIMITS, type ReadPage } from './reading-task.js';

/** Lines of a page, where the text has no form feeds. */
const LINES = 60;

/** Pages of a text that has none by itself: at form feeds, else so many lines each. */
export function pagesOfText(text: string): ReadPage[] {
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
