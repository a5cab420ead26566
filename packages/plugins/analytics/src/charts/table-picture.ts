import { cellText, type ChartSource, columnsOf, labelOf, partly } from './chart-data.js';
import { enumWord, wordsOf } from './chart-words.js';
import { cut, type PictureSize, textAt, widthOf } from './frame.js';
import { numberText } from './numbers.js';
import { INK } from './palette.js';

const LINE = 21;
const SIZE = 11;
const GAP = 14;

/** Figures as rows of a table, as many as the picture holds; the last line says how many. */
export function tablePicture(source: ChartSource, { width, height }: PictureSize): string {
  const rows = tableRows(source);
  const room = Math.max(1, Math.floor(height / LINE) - 1);
  const shown = rows.body.length > room ? rows.body.slice(0, room - 1) : rows.body;
  const columns = widths(rows, shown, width);
  const lines = [rows.head, ...shown].map((cells, line) => {
    const y = line * LINE + 15;
    const texts = cells.map((text, at) => cellAt(text, { column: columns[at], line, y }));
    return line === 0 ? [...texts, rule(width, LINE)].join('') : texts.join('');
  });
  if (shown.length < rows.body.length) {
    const text = partly(shown.length, rows.body.length, source.place);
    const y = (shown.length + 1) * LINE + 15;
    lines.push(textAt({ x: 0, y, size: SIZE, fill: INK.quiet }, () => text));
  }
  return lines.join('\n');
}

/** The same rows for files. */
export interface TableRows {
  head: string[];
  isNumber: boolean[];
  body: string[][];
}

/** Titles and texts of all cells; numbers as people write them. */
export function tableRows(source: ChartSource): TableRows {
  const { result, chart, place } = source;
  const words = wordsOf(place);
  const { measures } = columnsOf(result.columns);
  const numbers = new Map(measures.map((one) => [one.at, one]));
  const head = result.columns.map(({ name, kind }, at) => {
    const measure = numbers.get(at);
    if (!measure) return enumWord(labelOf(kind === 'CURRENCY' ? 'currency' : name, chart));
    return labelOf(name, chart) + (measure.isCompared ? ` (${words.before})` : '');
  });
  const body = result.rows.map((row) =>
    row.cells.map(({ value }, at) => {
      if (!numbers.has(at)) return cellText(row, at, source);
      const isNumber = result.columns[at]?.type === 'NUMBER';
      if (value === null) return '\u2013';
      return isNumber ? numberText(value, { place, chart }) : cellText(row, at, source);
    }),
  );
  return { head, body, isNumber: result.columns.map((_, at) => numbers.has(at)) };
}

interface Column {
  x: number;
  room: number;
  isRight: boolean;
}

/** Numbers take what they need, texts share the rest. */
function widths({ head, isNumber }: TableRows, shown: string[][], width: number): Column[] {
  const needs = head.map((title, at) => {
    const texts = [title, ...shown.map((cells) => cells[at] ?? '')];
    const isBold = at >= 0;
    return Math.max(...texts.map((text) => widthOf(text, { size: SIZE, isBold }))) + GAP;
  });
  const fixed = needs.filter((_, at) => isNumber[at]).reduce((sum, one) => sum + one, 0);
  const texts = needs.filter((_, at) => !isNumber[at]).reduce((sum, one) => sum + one, 0);
  const rest = Math.max(60, width - fixed);
  let x = 0;
  return needs.map((need, at) => {
    const isRight = isNumber[at] ?? false;
    const room = isRight ? need : texts === 0 ? 0 : (need / texts) * rest;
    x += room;
    return { x: isRight ? x : x - room, room: room - GAP, isRight };
  });
}

function cellAt(
  text: string,
  { column, line, y }: { column: Column | undefined; line: number; y: number },
): string {
  if (!column) return '';
  const isBold = line === 0;
  const fill = isBold ? INK.text : INK.title;
  const style = { x: round(column.x), y, size: SIZE, fill, isBold, isRight: column.isRight };
  return textAt(style, (at) => cut(text, column.room + 2, at));
}

function rule(width: number, y: number): string {
  return `<path d="M0 ${y}H${width}" stroke="${INK.line}" fill="none"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
