import { setPriority } from 'node:os';
import { Piscina } from 'piscina';
import sharp, { type Sharp } from 'sharp';
import { barcodesOf } from './barcodes.js';
import { cleanPicture } from './clean-picture.js';
import { isOffice, officeText } from './office-text.js';
import { openPicture, shownPictures } from './page-pictures.js';
import { isGoodLayer, plainText } from './page-text.js';
import { type OpenPdf, openPdf } from './pdf-pages.js';
import {
  READING_LIMITS,
  type ReadingResult,
  type ReadingTask,
  type ReadPage,
  Unreadable,
  type UnreadableReason,
} from './reading-task.js';
import { recognize } from './recognize.js';
import { pagesOfText } from './text-pages.js';

// On Linux this is of the thread, and of those that it starts.
const { niceness } = Piscina.workerData as { niceness: number };
if (process.platform === 'linux' && niceness > 0) setPriority(niceness);

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/tiff']);
const PAPER_DPI = 300;
const SCREEN_DPI = 110;
/** Pixels of the longer side below which a picture is doubled. */
const SMALL = 1_800;

/** What comes back of a thread; errors lose their class between threads. */
export type ReadingAnswer = ReadingResult | { unreadable: UnreadableReason };

/** What a thread is given. */
export interface ThreadTask extends ReadingTask {
  /** One integer; the thread sets it to 1 when it begins. */
  begun: Int32Array;
}

/** Reads pages: their text, what they look like, their barcodes. */
export async function readPages(task: ThreadTask): Promise<ReadingAnswer> {
  Atomics.store(task.begun, 0, 1);
  try {
    return await read(task);
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.reason };
    return { unreadable: /pixel limit/.test(String(error)) ? 'SIZE' : 'DAMAGED' };
  }
}

async function read(task: ReadingTask): Promise<ReadingResult> {
  const bytes = new Uint8Array(task.bytes);
  if (bytes.length > READING_LIMITS.bytes) throw new Unreadable('SIZE');
  if (task.mediaType === 'application/pdf') return readPdf(bytes, task);
  if (PICTURES.has(task.mediaType)) return readPictures(bytes, task);
  if (isOffice(task.mediaType)) return readOffice(bytes, task);
  throw new Unreadable('TYPE');
}

function readOffice(bytes: Uint8Array, { mediaType, from, count }: ReadingTask): ReadingResult {
  const pages = pagesOfText(officeText(bytes, mediaType));
  return { pageCount: pages.length, pages: pages.slice(from - 1, from - 1 + count) };
}

async function readPdf(bytes: Uint8Array, task: ReadingTask): Promise<ReadingResult> {
  const pdf = await openPdf(bytes);
  try {
    const pages: ReadPage[] = [];
    const last = Math.min(pdf.pageCount, task.from + task.count - 1);
    for (let number = task.from; number <= last; number += 1) {
      pages.push(await readPdfPage(pdf, number, task.languages));
    }
    return { pageCount: pdf.pageCount, pages };
  } finally {
    pdf.close();
  }
}

async function readPdfPage(
  pdf: OpenPdf,
  number: number,
  languages: readonly string[],
): Promise<ReadPage> {
  const { width, height } = pdf.sizeOf(number);
  const layer = plainText(pdf.textOf(number));
  if (!isGoodLayer(layer)) {
    const picture = await pdf.pictureOf(number, PAPER_DPI);
    const page = await recognizedPage(picture, { number, languages, layer });
    return { ...page, width, height };
  }
  const picture = await pdf.pictureOf(number, SCREEN_DPI);
  const barcodes = await barcodesOf(await picture.clone().greyscale().png().toBuffer());
  const shown = await shownPictures(picture);
  const text = { source: 'NATIVE' as const, text: layer, confidence: 1, turned: 0 };
  return { number, ...text, width, height, barcodes, ...shown };
}

async function readPictures(bytes: Uint8Array, task: ReadingTask): Promise<ReadingResult> {
  const { pages: pageCount = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (pageCount > READING_LIMITS.pages) throw new Unreadable('SIZE');
  const pages: ReadPage[] = [];
  const last = Math.min(pageCount, task.from + task.count - 1);
  for (let number = task.from; number <= last; number += 1) {
    const { picture, width, height } = await paperOf(bytes, number);
    const { languages } = task;
    const page = await recognizedPage(picture, { number, languages, layer: '' });
    pages.push({ ...page, width, height });
  }
  return { pageCount, pages };
}

/** A picture with about as many dots as paper at 300 an inch has. */
async function paperOf(
  bytes: Uint8Array,
  number: number,
): Promise<{ picture: Sharp; width: number; height: number }> {
  const picture = openPicture(bytes, number - 1);
  const { autoOrient } = await picture.metadata();
  const { width, height } = autoOrient;
  if (width < 1 || height < 1) throw new Unreadable('DAMAGED');
  if (width * height > READING_LIMITS.pixels) throw new Unreadable('SIZE');
  const most = Math.sqrt(READING_LIMITS.readPixels / (width * height));
  const scale = Math.max(width, height) < SMALL ? Math.min(2, most) : Math.min(1, most);
  const upright = picture.autoOrient();
  const sized = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
  const paper = scale === 1 ? upright : upright.resize({ ...sized, fit: 'fill' });
  return { picture: paper, width, height };
}

interface Wanted {
  number: number;
  languages: readonly string[];
  /** The little that there is of a text layer. */
  layer: string;
}

async function recognizedPage(
  picture: Sharp,
  { number, languages, layer }: Wanted,
): Promise<Omit<ReadPage, 'width' | 'height'>> {
  const shown = await shownPictures(picture.clone());
  const { png, turned } = await cleanPicture(picture.clone());
  const barcodes = await barcodesOf(png);
  const found = await recognize(png, languages);
  const text = plainText(found.text);
  if (text.length <= layer.length) {
    const source = layer === '' ? ('NONE' as const) : ('NATIVE' as const);
    const confidence = layer === '' ? 0 : 1;
    return { number, source, text: layer, confidence, turned, barcodes, ...shown };
  }
  const { confidence } = found;
  return { number, source: 'OCR', text, confidence, turned, barcodes, ...shown };
}
