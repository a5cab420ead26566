import { PDFDocument, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';
import { openPdf } from '../src/capture/reading/pdf-pages.js';

/** A page of text in one of the fonts that every reader of PDFs has. */
export interface DrawnPage {
  lines: readonly string[];
  font?: StandardFonts;
  /** Points. */
  size?: number;
}

/** A PDF with a text layer, of pages as wide as A4 and as high as their lines need. */
export async function pdfOf(pages: readonly DrawnPage[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const { lines, font = StandardFonts.TimesRoman, size = 12 } of pages) {
    const height = 120 + lines.length * size * 1.6;
    const page = document.addPage([595, height]);
    const face = await document.embedFont(font);
    lines.forEach((line, at) => {
      page.drawText(line, { x: 60, y: height - 60 - at * size * 1.6, size, font: face });
    });
  }
  return document.save();
}

/** What a scanner makes of a page, in grey. */
export interface Scan {
  /** Degrees, clockwise. */
  turned?: number;
  /** Share of pixels that are specks. */
  specks?: number;
  /** Grey of the paper and of the ink. */
  paper?: number;
  ink?: number;
}

/** PNG of a page of a PDF at 300 dpi, as scanned. */
export async function scanOf(pdf: Uint8Array, number: number, scan: Scan = {}): Promise<Buffer> {
  const open = await openPdf(pdf);
  const picture = await open.pictureOf(number, 300);
  open.close();
  const { turned = 0, specks = 0, paper = 255, ink = 0 } = scan;
  const straight = picture.flatten({ background: '#fff' }).greyscale();
  const { data, info } = await sharp(await straight.png().toBuffer())
    .rotate(turned, { background: '#fff' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const random = seeded(7);
  for (let at = 0; at < data.length; at += 1) {
    const share = (data[at] ?? 0) / 255;
    const isSpeck = specks > 0 && random() < specks;
    data[at] = isSpeck ? (random() < 0.5 ? 0 : 255) : ink + share * (paper - ink);
  }
  const raw = { width: info.width, height: info.height, channels: 1 as const };
  return sharp(data, { raw }).withMetadata({ density: 300 }).png().toBuffer();
}

/** A PDF of nothing but pictures, all of them so often; the same picture stands in it once. */
export async function pdfOfPictures(pictures: readonly Buffer[], times = 1): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const images = [];
  for (const picture of pictures) images.push(await document.embedPng(picture));
  for (const image of Array.from({ length: times }, () => images).flat()) {
    const [width, height] = [(image.width * 72) / 300, (image.height * 72) / 300];
    document.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  }
  return document.save();
}

/** Edits from one text to the other by the characters of the first; blanks count as one. */
export function characterErrorRate(wanted: string, found: string): number {
  const [a, b] = [flat(wanted), flat(found)];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const [above, before, corner] = [row[j], next[j - 1], row[j - 1]];
      next[j] = Math.min((above ?? 0) + 1, (before ?? 0) + 1, (corner ?? 0) + same);
    }
    row = next;
  }
  return (row[b.length] ?? 0) / a.length;
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** mulberry32: the same numbers each time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
