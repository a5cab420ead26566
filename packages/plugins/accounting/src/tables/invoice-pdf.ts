import type { Content } from 'pdfmake/interfaces.js';
import { type Letterhead, letterheadOf } from './letterhead.js';
import { paperPdf, textCell } from './pdf.js';
import { cellText, type NumberWords, shownNumber } from './table.js';

/**
 * An invoice, bill or credit note as it is laid out. All words come from the caller, so it speaks
 * whatever language the customer does; all amounts are those of the posted document.
 */
export interface InvoiceLayout extends Letterhead {
  /** `Invoice` */
  title: string;
  number: string;
  /** ISO 4217; shown behind the totals. */
  currency: string;
  digits: number;
  headings: { text: string; quantity: string; price: string; tax: string; amount: string };
  lines: readonly InvoiceLayoutLine[];
  /** Net, each tax, gross; those in bold are what is to be paid. */
  totals: readonly { label: string; amount: string; isBold?: boolean }[];
  /** Terms of payment, legal notices; a paragraph each. */
  notes: readonly string[];
  /** Bank account, register, tax number: small, at the end. */
  footer: readonly string[];
}

/** One line of it. */
export interface InvoiceLayoutLine {
  text: string;
  quantity: string;
  /** Of one unit; may have more decimals than the currency. */
  price: string;
  /** `19 %` */
  tax: string;
  amount: string;
}

/** Most lines of one document. */
const MAX_LINES = 2_000;

/**
 * An invoice as PDF.
 * @throws RangeError for more than 2,000 lines, and for amounts beyond the digits of the currency
 */
export async function invoicePdf(
  layout: InvoiceLayout,
  { createdAt, words }: { createdAt: Date; words: NumberWords },
): Promise<Uint8Array> {
  if (layout.lines.length > MAX_LINES) {
    throw new RangeError(`An invoice takes at most ${MAX_LINES} lines.`);
  }
  return paperPdf({ title: `${layout.title} ${layout.number}`, createdAt }, [
    letterheadOf(layout),
    { text: `${layout.title} ${layout.number}`, fontSize: 16, bold: true, margin: [0, 20, 0, 8] },
    linesOf(layout, words),
    totalsOf(layout, words),
    ...layout.notes.map((text): Content => ({ text, margin: [0, 4, 0, 4] })),
    { text: layout.footer.join('  ·  '), fontSize: 7, margin: [0, 16, 0, 0] },
  ]);
}

const RIGHT = { isRight: true } as const;
const BOLD = { isBold: true } as const;

function linesOf({ headings, lines, digits }: InvoiceLayout, words: NumberWords): Content {
  const { text, quantity, price, tax, amount } = headings;
  const header = [
    textCell(text, BOLD),
    ...[quantity, price, tax, amount].map((title) => textCell(title, { ...BOLD, ...RIGHT })),
  ];
  const rows = lines.map((line) => [
    textCell(line.text),
    textCell(shownNumber(line.quantity, words), RIGHT),
    textCell(shownNumber(line.price, words), RIGHT),
    textCell(line.tax, RIGHT),
    textCell(amountText(line.amount, { title: amount, digits, words }), RIGHT),
  ]);
  return {
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      widths: ['*', 'auto', 'auto', 'auto', 'auto'],
      body: [header, ...rows],
    },
  };
}

function totalsOf({ totals, currency, digits }: InvoiceLayout, words: NumberWords): Content {
  const body = totals.map(({ label, amount, isBold = false }) => {
    const text = amountText(amount, { title: label, digits, words });
    return [
      textCell(label, { isBold }),
      textCell(`${text} ${currency}`, { isBold, isRight: true }),
    ];
  });
  return {
    margin: [0, 8, 0, 12],
    // Not torn apart by the end of a page.
    unbreakable: true,
    columns: [
      { width: '*', text: '' },
      { width: 'auto', layout: 'noBorders', table: { body } },
    ],
  };
}

function amountText(
  amount: string,
  { title, digits, words }: { title: string; digits: number; words: NumberWords },
): string {
  return shownNumber(cellText({ title, type: 'AMOUNT', digits }, amount), words);
}
