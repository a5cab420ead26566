import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';
import sharp, { type Sharp } from 'sharp';
import { READING_LIMITS, Unreadable } from './reading-task.js';
import { limitWasmMemory } from './wasm-memory.js';

/** Points of 1/72 inch of a page. */
export interface PageSize {
  width: number;
  height: number;
}

/** An open PDF; pages are counted from 1. */
export interface OpenPdf {
  pageCount: number;
  sizeOf(page: number): PageSize;
  /** The text layer as it stands in the file; empty when there is none. */
  textOf(page: number): string;
  /** The page in so many dots an inch, fewer where it would be too large. */
  pictureOf(page: number, dpi: number): Promise<Sharp>;
  close(): void;
}

let library: Promise<PDFiumLibrary> | undefined;

/** Opens a PDF of untrusted bytes. @throws Unreadable PASSWORD, DAMAGED, SIZE, LIMIT */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  limitWasmMemory(READING_LIMITS.wasmBytes);
  library ??= PDFiumLibrary.init();
  const document = await library.then((one) => guarded(() => one.loadDocument(bytes)));
  const pageCount = document.getPageCount();
  const at = (number: number) => {
    if (number < 1 || number > pageCount) throw new Unreadable('DAMAGED');
    return pageOf(document, number);
  };
  if (pageCount < 1) throw new Unreadable('DAMAGED');
  if (pageCount > READING_LIMITS.pages) throw new Unreadable('SIZE');
  return {
    pageCount,
    sizeOf: (number) => sizeOf(at(number)),
    textOf: (number) => sync(() => at(number).getText()),
    pictureOf: (number, dpi) => guarded(() => draw(at(number), dpi)),
    close: () => sync(() => document.destroy()),
  };
}

function pageOf(document: PDFiumDocument, number: number): PDFiumPage {
  return sync(() => document.getPage(number - 1));
}

function sizeOf(page: PDFiumPage): PageSize {
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
  return { width, height };
}

async function draw(page: PDFiumPage, dpi: number): Promise<Sharp> {
  const { width, height } = sizeOf(page);
  if (!(width > 0) || !(height > 0)) throw new Unreadable('DAMAGED');
  // A page may say that it is a mile long.
  const most = Math.sqrt(READING_LIMITS.readPixels / (width * height));
  const scale = Math.min(dpi / 72, most);
  if (Math.min(width, height) * scale < 1) throw new Unreadable('SIZE');
  const drawn = await page.render({ scale, colorSpace: 'BGRA', render: 'bitmap' });
  // In spite of its name the library gives red first.
  const raw = { width: drawn.width, height: drawn.height, channels: 4 as const };
  return sharp(drawn.data, { raw });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw judged(error);
  }
}

function sync<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw judged(error);
  }
}

/** What a broken file did to the library must not be met by the next one: it gets a new one. */
function judged(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error;
  const said = String(error);
  if (/password|security/i.test(said)) return new Unreadable('PASSWORD');
  if (/not in PDF format|Unknown error|content error/.test(said)) return new Unreadable('DAMAGED');
  library = undefined;
  return new Unreadable(/memory|alloc|abort|out of bounds/i.test(said) ? 'LIMIT' : 'DAMAGED');
}
