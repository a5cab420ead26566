import { renderPdf, textCell } from './pdf.js';
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
  const header = columns.map((column, at) =>
    textCell(column.title, { isBold: true, isRight: isRight(at) }),
  );
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
  const widths = columns.map(({ type }) => (type === 'TEXT' ? '*' : 'auto'));
  const isLandscape = columns.length > 6;
  return renderPdf({ title, createdAt, isLandscape }, [
    { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 6] },
    ...facts.map(([label, value]) => ({ text: `${label}: ${value}` })),
    {
      margin: [0, 10, 0, 0],
      layout: 'lightHorizontalLines',
      table: { headerRows: 1, widths, body: [header, ...body] },
    },
  ]);
}
