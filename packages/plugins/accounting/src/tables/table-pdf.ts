import { paperPdf, textCell } from './pdf.js';
import { type NumberWords, shownCell, type StatementTable } from './table.js';

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
  const { title, facts, columns, rows } = table;
  if (rows.length > MAX_PDF_ROWS) {
    throw new RangeError(`A PDF takes at most ${MAX_PDF_ROWS} rows; take CSV.`);
  }
  const isRight = (at: number) => columns[at]?.type === 'AMOUNT' || columns[at]?.type === 'COUNT';
  const header = columns.map((column, at) => ({
    ...textCell(column.title, { isBold: true, isRight: isRight(at) }),
    noWrap: false,
  }));
  const body = rows.map(({ kind, level, cells }) =>
    columns.map((column, at) => ({
      ...textCell(shownCell(column, cells[at] ?? null, words), {
        isBold: kind !== 'LINE',
        isRight: isRight(at),
      }),
      margin: [at === 0 ? level * 10 : 0, kind === 'HEADING' ? 4 : 0, 0, 0] as [
        number,
        number,
        number,
        number,
      ],
    })),
  );
  const widths = widthsOf(table, words);
  const width = widths.reduce<number>((sum, one) => sum + BESIDE + (one === '*' ? WORDS : one), 0);
  return paperPdf({ title, createdAt, width }, [
    { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 6] },
    ...facts.map(([label, value]) => ({ text: `${label}: ${value}` })),
    {
      margin: [0, 10, 0, 0],
      layout: 'lightHorizontalLines',
      table: { headerRows: 1, widths, body: [header, ...body] },
    },
  ]);
}

/** Points of a character, of the space beside a cell, and of a column of words at least. */
const CHARACTER = 5.3;
const BESIDE = 16;
const WORDS = 130;

/** Points of each column, so that no number is cut off; columns of words share what is left. */
function widthsOf({ columns, rows }: StatementTable, words: NumberWords): (number | '*')[] {
  return columns.map((column, at) => {
    if (column.type === 'TEXT') return '*';
    const cells = rows.map(({ cells: all }) => shownCell(column, all[at] ?? null, words).length);
    const header = column.title.split(' ').map(({ length }) => length);
    return CHARACTER * cells.concat(header).reduce((most, one) => Math.max(most, one), 0);
  });
}
