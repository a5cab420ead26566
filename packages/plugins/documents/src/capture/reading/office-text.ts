import { openDocumentText } from './open-document-text.js';
import { Unreadable } from './reading-task.js';
import { unescaped, xmlParts } from './xml-text.js';
import { type EntryReader, zipEntries } from './zip-entries.js';

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** How the text of each kind of office file is read (ECMA-376, ISO/IEC 29500; ISO/IEC 26300). */
const READERS = new Map<string, (read: EntryReader, names: readonly string[]) => string>([
  [`${OPEN_XML}.wordprocessingml.document`, (read) => wordsOf(read)],
  [`${OPEN_XML}.spreadsheetml.sheet`, sheetsOf],
  [`${OPEN_XML}.presentationml.presentation`, slidesOf],
  [`${OPEN_DOCUMENT}.text`, (read) => openDocumentText(contentOf(read))],
  [`${OPEN_DOCUMENT}.spreadsheet`, (read) => openDocumentText(contentOf(read), 'table:table')],
  [`${OPEN_DOCUMENT}.presentation`, (read) => openDocumentText(contentOf(read), 'draw:page')],
]);

/** Sheets or slides at most. */
const MOST_PARTS = 500;

/** Whether a file is one of an office program, whose text can be read. */
export function isOffice(mediaType: string): boolean {
  return READERS.has(mediaType);
}

/**
 * The text of an office file: paragraphs as lines, cells divided by tabs, pages, sheets and slides
 * by form feeds. Formulas, links and macros are not looked at; nothing is fetched.
 * @throws Unreadable TYPE, DAMAGED, SIZE
 */
export function officeText(bytes: Uint8Array, mediaType: string): string {
  const reader = READERS.get(mediaType);
  if (!reader) throw new Unreadable('TYPE');
  const { names, read } = zipEntries(bytes);
  return reader(read, names);
}

function wordsOf(read: EntryReader): string {
  const xml = read('word/document.xml');
  if (xml === undefined) throw new Unreadable('DAMAGED');
  return textOf(xml, 'w:t', {
    '/w:p': () => '\n',
    '/w:tc': () => '\t',
    'w:tab': () => '\t',
    'w:lastRenderedPageBreak': () => '\f',
    'w:br': (attributes) => (attributes.includes('w:type="page"') ? '\f' : '\n'),
  });
}

function contentOf(read: EntryReader): string {
  const xml = read('content.xml');
  if (xml === undefined) throw new Unreadable('DAMAGED');
  return xml;
}

function slidesOf(read: EntryReader, names: readonly string[]): string {
  return numbered(names, /^ppt\/slides\/slide(\d+)\.xml$/)
    .map((name) => textOf(read(name) ?? '', 'a:t', { '/a:p': () => '\n', 'a:br': () => '\n' }))
    .join('\f');
}

function sheetsOf(read: EntryReader, names: readonly string[]): string {
  const shared = [...(read('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, item = '']) => textOf(item, 't', {}),
  );
  return numbered(names, /^xl\/worksheets\/sheet(\d+)\.xml$/)
    .map((name) => rowsOf(read(name) ?? '', shared))
    .join('\f');
}

/** Parts of a file in the order of their numbers. */
function numbered(names: readonly string[], form: RegExp): string[] {
  const number = (name: string) => Number(form.exec(name)?.[1]);
  return names
    .filter((name) => form.test(name))
    .sort((a, b) => number(a) - number(b))
    .slice(0, MOST_PARTS);
}

function rowsOf(xml: string, shared: readonly string[]): string {
  const rows = xml.split('</row>').map((row) =>
    row
      .split('</c>')
      .map((cell) => cellOf(cell, shared))
      .filter((text) => text !== '')
      .join('\t'),
  );
  return rows.filter((row) => row !== '').join('\n');
}

/** What a cell shows, as far as it is stored: numbers as they are, texts by their place. */
function cellOf(xml: string, shared: readonly string[]): string {
  const start = xml.lastIndexOf('<c ');
  const cell = start < 0 ? '' : xml.slice(start);
  if (cell.includes('<is>')) return textOf(cell, 't', {});
  const value = textOf(cell, 'v', {});
  return /^<c [^>]*t="s"/.test(cell) ? (shared[Number(value)] ?? '') : value;
}

/** By the name of a tag, with `/` for its end, what stands in its place. */
type Marks = Readonly<Record<string, (attributes: string) => string>>;

/** The text within elements of one name, and marks for others. Each sign is looked at once. */
function textOf(xml: string, element: string, marks: Marks): string {
  let isText = false;
  let text = '';
  for (const { tag, attributes, isEmpty, words } of xmlParts(xml)) {
    if (tag === undefined) text += isText ? unescaped(words) : '';
    else if (tag === element) isText = !isEmpty;
    else if (tag === `/${element}`) isText = false;
    else text += marks[tag]?.(attributes) ?? '';
  }
  return text;
}
