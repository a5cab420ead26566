import { unescaped, xmlParts } from './xml-text.js';

/** Blanks that one mark may stand for. */
const MOST_BLANKS = 100;

/** What stands in the place of a tag. */
const MARKS: Readonly<Record<string, string>> = {
  '/text:p': '\n',
  '/text:h': '\n',
  'text:tab': '\t',
  'text:line-break': '\n',
  'text:soft-page-break': '\f',
  '/table:table-row': '\n',
};

/** What is not on the paper: deleted words, remarks, notes of the speaker, forms of sheets. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'text:tracked-changes',
  'office:annotation',
  'presentation:notes',
  'office:forms',
  'table:tracked-changes',
]);

/**
 * The text of an OpenDocument file (ISO/IEC 26300-1, sections 5, 6 and 9): paragraphs as lines,
 * cells divided by tabs, pages where the program that wrote it had them.
 * @param xml content.xml of the file
 * @param part tag that begins a sheet or a slide, each of them a page; none for a letter
 */
export function openDocumentText(xml: string, part?: 'table:table' | 'draw:page'): string {
  let paragraphs = 0;
  let leftOut: string | undefined;
  const text: string[] = [];
  for (const { tag, attributes, isEmpty, words } of xmlParts(xml)) {
    if (leftOut !== undefined) {
      if (tag === `/${leftOut}`) leftOut = undefined;
    } else if (tag === undefined) {
      // Blanks and ends of lines in the file are one blank; for more there are marks (6.1.2).
      if (paragraphs > 0) text.push(unescaped(words.replaceAll(/\s+/g, ' ')));
    } else if (LEFT_OUT.has(tag)) {
      leftOut = isEmpty ? undefined : tag;
    } else {
      if (isParagraph(tag) && !isEmpty) paragraphs += tag.startsWith('/') ? -1 : 1;
      mark(text, { tag, attributes, isPart: tag === part });
    }
  }
  return text.join('');
}

function isParagraph(tag: string): boolean {
  return ['text:p', 'text:h', '/text:p', '/text:h'].includes(tag);
}

function mark(
  text: string[],
  { tag, attributes, isPart }: { tag: string; attributes: string; isPart: boolean },
): void {
  if (isPart && text.length > 0) text.push('\f');
  if (tag === '/table:table-cell') {
    // A paragraph ends its line, and the cells of a row stand in one.
    if (text.at(-1) === '\n') text.pop();
    text.push('\t');
  } else if (tag === 'text:s') text.push(blanks(attributes));
  else if (MARKS[tag] !== undefined) text.push(MARKS[tag]);
}

function blanks(attributes: string): string {
  const count = Number(/text:c="(\d{1,6})"/.exec(attributes)?.[1] ?? 1);
  return ' '.repeat(Math.min(count, MOST_BLANKS));
}
