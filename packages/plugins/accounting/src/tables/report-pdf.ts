import type { PrintableReport } from '@bureau/core';
import type { Content } from 'pdfmake/interfaces.js';
import { paperPdf } from './pdf.js';

/** Points between the margins of an A4 sheet. */
const WIDTH = 515;

/** A report of pictures as PDF: title, facts, and as many pictures a page as fit. */
export function reportPdf(report: PrintableReport): Promise<Uint8Array> {
  const { title, facts, pictures, createdAt } = report;
  return paperPdf({ title, createdAt }, [
    { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 6] },
    ...facts.map(([label, value]): Content => ({ text: `${label}: ${value}` })),
    ...pictures.map(({ svg }): Content => ({ svg, width: WIDTH, margin: [0, 12, 0, 0] })),
  ]);
}
