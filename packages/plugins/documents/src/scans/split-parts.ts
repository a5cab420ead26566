import type { Ctx } from '@bureau/core';
import type { PageRange } from './compose-pdf.worker.js';
import { scanErrors } from './errors.js';

const PATH = ['input', 'parts'];

/** Parts as a caller names them: in their order, none twice. @throws DOCUMENTS_SCAN_PAGES */
export function demandParts(parts: readonly PageRange[], pageCount: number): void {
  let before = 0;
  for (const { first, last } of parts) {
    if (first <= before || last < first || last > pageCount) {
      throw scanErrors.SCAN_PAGES({ pages: `${first}-${last}` }, PATH);
    }
    before = last;
  }
}

/** The pages between separator sheets, which are left out themselves. */
export function partsBetween(separators: readonly number[], pageCount: number): PageRange[] {
  const parts: PageRange[] = [];
  let first = 1;
  for (const sheet of [...separators, pageCount + 1]) {
    if (sheet > first) parts.push({ first, last: sheet - 1 });
    first = sheet + 1;
  }
  return parts;
}

const SHEETS = `
  select distinct page from documents.document_barcode
   where document_version_id = $1 and text = $2 order by page`;

/** Pages of a version that bear the barcode of a separator sheet. */
export async function separatorsOf(ctx: Ctx, versionId: string, code: string): Promise<number[]> {
  const rows = await ctx.sql<{ page: string }>(SHEETS, [versionId, code]);
  return rows.map(({ page }) => Number(page));
}
