import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { letterheadOf } from './letterhead.js';
import { paperPdf, textCell } from './pdf.js';
import {
  type NumberWords,
  shownCell,
  type StatementTable,
  type TableColumn,
  type TableRow,
} from './table.js';

/** Layout takes time that grows with rows: longer statements are for CSV. */
export const MAX_PDF_ROWS = 5_000;

/**
 * A statement as PDF: title, facts, a table whose header comes again on every page; headings and
 * totals in bold, amounts on the right.
 * @throws RangeError for more than 5,000 rows, and of `cellText`
 */
export async function tablePdf(
  table: StatementTable,
  { createdAt, words }: { createdAt: Date; words: NumberWords },
): Promise<Uint8Array> {
  const { title, rows } = table;
  if (rows.length > MAX_PDF_ROWS) {
    throw new RangeError(`A PDF takes at most ${MAX_PDF_ROWS} rows; take CSV.`);
  }
  const widths = widthsOf(table, words);
  const width = widths.reduce<number>((sum, one) => sum + BESIDE + (one === '*' ? WORDS : one), 0);
  const body = [headerOf(table), ...rows.map((row) => cellsOf(table, row, words))];
  return paperPdf({ title, createdAt, width }, [
    ...headOf(table),
    {
      margin: [0, 10, 0, 0],
      layout: 'lightHorizontalLines',
      table: { headerRows: 1, widths, body },
    },
  ]);
}

/** Title and facts; of a letter behind the address. */
function headOf({ title, facts, letter }: StatementTable): Content[] {
  const heading = { text: title, fontSize: 16, bold: true };
  if (letter) return [letterheadOf({ ...letter, facts }), { ...heading, margin: [0, 20, 0, 0] }];
  return [
    { ...heading, margin: [0, 0, 0, 6] },
    ...facts.map(([label, value]) => ({ text: `${label}: ${value}` })),
  ];
}

const isRight = ({ type }: TableColumn) => type === 'AMOUNT' || type === 'COUNT';

function headerOf({ columns }: StatementTable): TableCell[] {
  return columns.map((column) => ({
    ...textCell(column.title, { isBold: true, isRight: isRight(column) }),
    noWrap: false,
  }));
}

function cellsOf(
  { columns }: StatementTable,
  { kind, level, cells }: TableRow,
  words: NumberWords,
): TableCell[] {
  return columns.map((column, at) => ({
    ...textCell(shownCell(column, cells[at] ?? null, words), {
      isBold: kind !== 'LINE',
      isRight: isRight(column),
    }),
    margin: [at === 0 ? level * INDENT : 0, kind === 'HEADING' ? 4 : 0, 0, 0],
  }));
}

/** Points of a character, of the space beside a cell, of a level, of a column of words at least. */
const CHARACTER = 5.3;
const BESIDE = 16;
const INDENT = 10;
const WORDS = 130;

/**
 * Points of each column, so that no number is cut off; short words take what they need, and long
 * ones share what is left.
 */
function widthsOf({ columns, rows }: StatementTable, words: NumberWords): (number | '*')[] {
  const widths = columns.map((column, at) => {
    const cells = rows.map(({ cells: all, level }) => {
      const { length } = shownCell(column, all[at] ?? null, words);
      return CHARACTER * length + (at === 0 ? level * INDENT : 0);
    });
    const header = column.title.split(' ').map(({ length }) => CHARACTER * length);
    return cells.concat(header).reduce((most, one) => Math.max(most, one), 0);
  });
  const isWords = columns.map(({ type }) => type === 'TEXT');
  const longest = Math.max(...widths.filter((_, at) => isWords[at]));
  return widths.map((width, at) =>
    isWords[at] && (width === longest || width > WORDS) ? '*' : width,
  );
}
