import { renderPdf } from '@bureau/core';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Block, Span } from './markup.js';

/** What every page says. */
export interface PageFacts {
  title: string;
  /** Milliseconds since 1970: the same text gives the same bytes. */
  createdAt: number;
  /** Small, above the first page: who writes. */
  sender: string;
}

const SIZES = { 1: 18, 2: 14, 3: 11 } as const;

/** Lays blocks out on A4 sheets, with title and number at the foot of each page. */
export function renderPages(facts: PageFacts, blocks: Block[]): Promise<Uint8Array> {
  const { title, createdAt, sender } = facts;
  return renderPdf({
    title,
    createdAt: new Date(createdAt),
    margins: [64, 60, 64, 60],
    fontSize: 10,
    lineHeight: 1.2,
    content: [
      { text: sender, fontSize: 8, color: '#555555', margin: [0, 0, 0, 24] },
      ...contentsOf(blocks),
    ],
    footer: title,
  });
}

function contentsOf(blocks: Block[]): Content[] {
  let isBroken = false;
  return blocks.flatMap((block): Content[] => {
    if (block.kind === 'pageBreak') {
      isBroken = true;
      return [];
    }
    const content = contentOf(block);
    if (!isBroken) return [content];
    isBroken = false;
    return [{ stack: [content], pageBreak: 'before' }];
  });
}

function contentOf(block: Exclude<Block, { kind: 'pageBreak' }>): Content {
  switch (block.kind) {
    case 'heading': {
      const margin: [number, number, number, number] = [0, block.level === 1 ? 4 : 12, 0, 6];
      const fontSize = SIZES[block.level];
      return { text: runsOf(block.spans), fontSize, bold: true, margin };
    }
    case 'paragraph':
      return { text: runsOf(block.spans), margin: [0, 0, 0, 8] };
    case 'list':
      return { ul: block.items.map((spans) => ({ text: runsOf(spans) })), margin: [0, 0, 0, 8] };
    case 'rule':
      return {
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: 467, y2: 0, lineWidth: 0.5 }],
        margin: [0, 8, 0, 8],
      };
    case 'table':
      return tableOf(block);
  }
}

function tableOf({ head, rows, isRight }: Extract<Block, { kind: 'table' }>): Content {
  const cell = (spans: Span[], column: number, isHead: boolean): TableCell => ({
    text: runsOf(spans),
    alignment: isRight[column] ? 'right' : 'left',
    ...(isHead ? { bold: true } : {}),
  });
  const body = [head, ...rows].map((row, at) =>
    row.map((spans, column) => cell(spans, column, at === 0)),
  );
  return {
    layout: 'lightHorizontalLines',
    margin: [0, 4, 0, 12],
    table: { headerRows: 1, widths: isRight.map((right) => (right ? 'auto' : '*')), body },
  };
}

function runsOf(spans: Span[]): Content[] {
  return spans.map(({ text, isBold, isItalic }) => ({
    text,
    ...(isBold ? { bold: true } : {}),
    ...(isItalic ? { italics: true } : {}),
  }));
}
