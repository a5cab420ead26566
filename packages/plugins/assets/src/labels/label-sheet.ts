import { renderPdf } from '@bureau/core';
import type { Content } from 'pdfmake/interfaces.js';

/** What stands on a label. */
export interface Label {
  tag: string;
  /** What the asset is, for people. */
  title: string;
  /** What the code says to whoever scans it. */
  code: string;
}

/** A sheet of A4 with three labels across and eight down, 70 x 37 mm each. */
const ACROSS = 3;
const DOWN = 8;
/** Points: 595.28 x 841.89 in all. */
const WIDTH = 198.4;
const HEIGHT = 105.2;
const CODE = 80;

/** Most labels of one file. */
export const MAX_LABELS = 1_000;

/**
 * Labels as PDF, each with its tag, what it is, and a QR code (ISO/IEC 18004, error correction M).
 * @throws RangeError for none, or more than 1,000
 */
export async function labelSheet(labels: readonly Label[], createdAt: Date): Promise<Uint8Array> {
  if (labels.length === 0 || labels.length > MAX_LABELS) {
    throw new RangeError(`A sheet takes 1 to ${MAX_LABELS} labels.`);
  }
  const { default: qrCode } = await import('qrcode');
  const cells: Content[] = [];
  for (const label of labels) {
    const options = { type: 'svg', errorCorrectionLevel: 'M', margin: 0 } as const;
    cells.push(cellOf(label, await qrCode.toString(label.code, options)));
  }
  return renderPdf({
    ...{ title: 'Labels', createdAt, content: pagesOf(cells) },
    margins: [0, 0, 0, 0],
  });
}

function cellOf({ tag, title }: Label, svg: string): Content {
  const words: Content[] = [
    { text: tag, bold: true, fontSize: 12 },
    { text: title.slice(0, 60), margin: [0, 4, 0, 0] },
  ];
  return {
    columns: [
      { svg, width: CODE, height: CODE, margin: [10, 12, 0, 0] },
      { stack: words, margin: [16, 20, 6, 0] },
    ],
  };
}

/** A table of fixed rows for each page; the last page is filled with empty cells. */
function pagesOf(cells: readonly Content[]): Content[] {
  const pages: Content[] = [];
  for (let at = 0; at < cells.length; at += ACROSS * DOWN) {
    const page = cells.slice(at, at + ACROSS * DOWN);
    const body: Content[][] = [];
    for (let row = 0; row < page.length; row += ACROSS) {
      const line = page.slice(row, row + ACROSS);
      body.push([...line, ...Array<Content>(ACROSS - line.length).fill('')]);
    }
    const widths = Array<number>(ACROSS).fill(WIDTH);
    pages.push({
      table: { widths, heights: HEIGHT, body },
      layout: { ...NO_LINES },
      ...(at > 0 && { pageBreak: 'before' as const }),
    });
  }
  return pages;
}

const none = () => 0;
const NO_LINES = {
  ...{ hLineWidth: none, vLineWidth: none },
  ...{ paddingLeft: none, paddingRight: none, paddingTop: none, paddingBottom: none },
};
