/** Text in one style. */
export interface Span {
  text: string;
  isBold: boolean;
  isItalic: boolean;
}

/** A part of a document, from top to bottom. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; items: Span[][] }
  | { kind: 'table'; head: Span[][]; rows: Span[][][]; isRight: boolean[] }
  | { kind: 'rule' }
  | { kind: 'pageBreak' };

/** What a text may hold at most. */
export const MARKUP_LIMITS = { characters: 400_000, blocks: 5_000, columns: 12 } as const;

/** Says in which line of the rendered text something is wrong. */
export class MarkupFault extends Error {}

/**
 * Blocks of a text: `# ` to `### ` heading, `- ` item, `| a | b |` row of a table whose second row
 * is `|---|--:|` (a colon at the right: numbers), `---` rule, `+++` new page; the rest are
 * paragraphs between blank lines, a line of theirs is a line on paper. In them `**bold**`,
 * `*italic*`, and `\` before a sign takes it as it is.
 * @throws MarkupFault
 */
export function parseMarkup(text: string): Block[] {
  const { characters, blocks: most } = MARKUP_LIMITS;
  if (text.length > characters)
    throw new MarkupFault(`The text has more than ${characters} signs.`);
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const { block, next } = blockAt(lines, at);
    if (block) blocks.push(block);
    if (blocks.length > most) throw new MarkupFault(`The text has more than ${most} parts.`);
    at = next;
  }
  return blocks;
}

/** Signs that mean something, with a `\` before them: for what is data. Line breaks stay inside. */
export function escapeMarkup(value: string): string {
  return value
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '')
    .replaceAll(/[\\*|#+-]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', LINE);
}

/** A line break that ends no line of the markup. */
const LINE = '\u2028';

interface Found {
  block?: Block;
  next: number;
}

function blockAt(lines: readonly string[], at: number): Found {
  const line = (lines[at] ?? '').trim();
  const next = at + 1;
  if (line === '') return { next };
  if (line === '---') return { block: { kind: 'rule' }, next };
  if (line === '+++') return { block: { kind: 'pageBreak' }, next };
  const heading = /^(#{1,3}) +(.*)$/.exec(line);
  if (heading) {
    const level = (heading[1] ?? '').length as 1 | 2 | 3;
    return { block: { kind: 'heading', level, spans: spansOf(heading[2] ?? '') }, next };
  }
  if (isRow(line)) return tableAt(lines, at);
  const isItem = line.startsWith('- ');
  const end = endOf(lines, at, isItem ? isListLine : isText);
  const own = lines.slice(at, end).map((one) => one.trim());
  if (isItem) {
    const items = own.map((one) => spansOf(one.slice(2)));
    return { block: { kind: 'list', items }, next: end };
  }
  return { block: { kind: 'paragraph', spans: spansOf(own.join(LINE)) }, next: end };
}

const isRow = (line: string) => line.startsWith('|');
const isListLine = (line: string) => line.startsWith('- ');
const isText = (line: string) => line !== '' && !/^(---$|\+\+\+$|#{1,3} |- |\|)/.test(line);

/** The first line that is another kind. */
function endOf(lines: readonly string[], at: number, is: (line: string) => boolean): number {
  let end = at + 1;
  while (end < lines.length && is((lines[end] ?? '').trim())) end += 1;
  return end;
}

function tableAt(lines: readonly string[], at: number): Found {
  const end = endOf(lines, at, isRow);
  const rows = lines.slice(at, end).map((line) => cellsOf(line.trim()));
  const marks = rows[1] ?? [];
  const isMarked = marks.length > 0 && marks.every((mark) => /^:?-{2,}:?$/.test(mark));
  const head = rows[0] ?? [];
  if (!isMarked) throw new MarkupFault('The second row of a table is |---|---|.');
  const body = rows.slice(2);
  const odd = body.find((row) => row.length !== head.length);
  if (marks.length !== head.length || odd || head.length > MARKUP_LIMITS.columns) {
    const found = odd ?? marks;
    throw new MarkupFault(`A table of ${head.length} columns has a row of ${found.length}.`);
  }
  const block: Block = {
    kind: 'table',
    head: head.map(spansOf),
    rows: body.map((row) => row.map(spansOf)),
    isRight: marks.map((mark) => mark.endsWith(':') && !mark.startsWith(':')),
  };
  return { block, next: end };
}

/** Texts between the bars that have no `\` before them. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  for (let at = 1; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '|') {
      cells.push(cell.trim());
      cell = '';
    } else if (sign === '\\') {
      cell += sign + line.charAt(at + 1);
      at += 1;
    } else cell += sign;
  }
  return cell.trim() === '' ? cells : [...cells, cell.trim()];
}

/** Runs of one style. A mark that nobody closes holds until the end. */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let [isBold, isItalic, run] = [false, false, ''];
  const flush = () => {
    if (run !== '') spans.push({ text: run, isBold, isItalic });
    run = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\' && at + 1 < text.length) {
      at += 1;
      run += text.charAt(at);
    } else if (sign === '*') {
      flush();
      const isDouble = text.charAt(at + 1) === '*';
      if (isDouble) at += 1;
      if (isDouble) isBold = !isBold;
      else isItalic = !isItalic;
    } else run += sign === LINE ? '\n' : sign;
  }
  flush();
  return spans;
}
