import { A4, type PdfContent, type PdfSize, renderPdf } from '@bureau/core';
import type { TableCell } from 'pdfmake/interfaces.js';

/** What every paper of the books has: its title and the instant at which it was made. */
export interface PaperFacts {
  title: string;
  createdAt: Date;
  /** Points that the content takes between the margins; default: those of an A4 sheet. */
  width?: number;
}

/** Points. */
const MARGIN = 40;

/** A4 upright, across, or a sheet as wide as it must be: printing scales it, nothing is cut off. */
function sizeOf(width: number): PdfSize {
  const wanted = width + 2 * MARGIN;
  if (wanted <= A4.width) return A4;
  const wide = Math.max(A4.height, wanted);
  return { width: wide, height: (wide * A4.width) / A4.height };
}

/** A paper of the books as PDF, with its title and numbers at the foot of each page. */
export function paperPdf(
  { title, createdAt, width = 0 }: PaperFacts,
  content: readonly PdfContent[],
): Promise<Uint8Array> {
  const margins = [MARGIN, MARGIN, MARGIN, 50] as const;
  return renderPdf({ title, createdAt, content, size: sizeOf(width), margins, footer: title });
}

/** A cell that is text whatever it holds. */
export function textCell(text: string, style: Partial<{ isBold: boolean; isRight: boolean }> = {}) {
  return {
    text,
    bold: style.isBold ?? false,
    alignment: style.isRight ? 'right' : 'left',
    // Numbers are not torn apart.
    noWrap: style.isRight ?? false,
  } satisfies TableCell;
}
