import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';

/** Pages of a file, from 1, both included. */
export interface PageRange {
  first: number;
  last: number;
}

/** A file and which of its pages are taken; none: all. */
export interface PdfPiece {
  mediaType: string;
  bytes: SharedArrayBuffer;
  range: PageRange | null;
}

/** What each new file is made of. */
export type PdfPlan = readonly (readonly PdfPiece[])[];

/** A new file, and the pages that each piece gave. */
export interface ComposedPdf {
  bytes: Uint8Array;
  ranges: PageRange[];
}

/** Makes files of pages of others; runs in a thread. */
export async function composePdfs(plan: PdfPlan): Promise<ComposedPdf[] | 'UNREADABLE'> {
  try {
    const made: ComposedPdf[] = [];
    for (const pieces of plan) made.push(await compose(pieces));
    return made;
  } catch {
    return 'UNREADABLE';
  }
}

async function compose(pieces: readonly PdfPiece[]): Promise<ComposedPdf> {
  const target = await PDFDocument.create();
  const ranges: PageRange[] = [];
  for (const piece of pieces) ranges.push(await add(target, piece));
  return { bytes: await target.save(), ranges };
}

async function add(target: PDFDocument, { mediaType, bytes, range }: PdfPiece): Promise<PageRange> {
  // The library refuses memory that is shared.
  const own = new Uint8Array(bytes).slice();
  if (mediaType !== 'application/pdf') {
    await addPicture(target, own);
    return { first: 1, last: 1 };
  }
  const source = await PDFDocument.load(own, { updateMetadata: false });
  const { first, last } = range ?? { first: 1, last: source.getPageCount() };
  const wanted = Array.from({ length: last - first + 1 }, (_, at) => first - 1 + at);
  for (const page of await target.copyPages(source, wanted)) target.addPage(page);
  return { first, last };
}

/** A page of the size of the picture, at 300 dots an inch where it says nothing else. */
async function addPicture(target: PDFDocument, bytes: Uint8Array): Promise<void> {
  const picture = sharp(bytes, { limitInputPixels: 120_000_000 }).autoOrient();
  const { data, info } = await picture.jpeg({ quality: 88 }).toBuffer({ resolveWithObject: true });
  const image = await target.embedJpg(data);
  const [width, height] = [(info.width * 72) / 300, (info.height * 72) / 300];
  target.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
}
