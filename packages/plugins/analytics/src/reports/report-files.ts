import { type Ctx, type FileDraft, filePurpose, Files, ReportPrinterService } from '@bureau/core';
import { instantName } from '../charts/chart-words.js';
import { cardSvg, placeLoader } from '../charts/card-svg.js';
import type { DashboardCardData } from '../dashboards/card.types.js';
import { figuresCsv } from './figures-csv.js';
import type { ReportFormat } from './scheduled-report.entity.js';

const MOST = 10_000_000;

/** Reports as PDF. */
export const PDF = filePurpose({
  id: 'analytics.reportPdf',
  description: 'A report that was mailed, as PDF.',
  mediaTypes: ['application/pdf'],
  maxSize: MOST,
});

/** Reports as CSV. */
export const CSV = filePurpose({
  id: 'analytics.reportCsv',
  description: 'A report that was mailed, as CSV.',
  mediaTypes: ['text/csv'],
  maxSize: MOST,
  isText: true,
});

const WIDTH = 640;

/** What a report is made of. */
export interface ReportContent {
  title: string;
  cards: readonly DashboardCardData[];
}

/** Stores a report in one of its forms; figures and pictures are of the caller. */
export async function storeReport(
  ctx: Ctx,
  format: ReportFormat,
  content: ReportContent,
): Promise<FileDraft> {
  const isPdf = format === 'PDF';
  const bytes = isPdf ? await pdfOf(ctx, content) : Buffer.from(csvOf(ctx, content));
  const what = isPdf
    ? { purpose: PDF.id, mediaType: 'application/pdf' }
    : { purpose: CSV.id, mediaType: 'text/csv' };
  return ctx.service(Files).write(ctx, { ...what, size: bytes.length }, only(bytes));
}

function csvOf(ctx: Ctx, { cards }: ReportContent): string {
  return figuresCsv(cards, ctx.now);
}

async function pdfOf(ctx: Ctx, { title, cards }: ReportContent): Promise<Uint8Array> {
  const place = await ctx.load(placeLoader, ctx.organizationId);
  const pictures = [];
  for (const card of cards) {
    const height = card.kind === 'TABLE' ? tableHeight(card) : card.kind === 'NUMBER' ? 200 : 330;
    const svg = await cardSvg(ctx, card, { width: WIDTH, height });
    if (svg !== null) pictures.push({ svg, width: WIDTH, height });
  }
  const facts = [['Data as of', instantName(ctx.now, place)] as const];
  const printer = ctx.service(ReportPrinterService);
  return printer.print({ title, facts, pictures, createdAt: ctx.now });
}

/** As many rows as a page holds. */
function tableHeight({ result }: DashboardCardData): number {
  return 120 + Math.min(30, result?.rows.length ?? 0) * 21;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
