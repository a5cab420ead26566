// Runs in a thread of its own and imports packages only, so that the sources run as they are too.
import { parentPort, workerData } from 'node:worker_threads';
import { degrees, PDFDocument, rgb, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';

/** What the thread is started with. */
export interface StampTask {
  bytes: Uint8Array;
  mediaType: string;
  text: string;
}

const LARGEST_PICTURE = 60_000_000;

async function stamped({ bytes, mediaType, text }: StampTask): Promise<Uint8Array> {
  return mediaType === 'application/pdf' ? onPages(bytes, text) : onPicture(bytes, text);
}

async function onPages(bytes: Uint8Array, text: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes);
  const font = await document.embedFont(StandardFonts.Helvetica);
  // Helvetica has Latin letters only.
  const plain = text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?');
  for (const page of document.getPages()) {
    const { width, height } = page.getSize();
    const size = Math.max(8, Math.min(width / (plain.length * 0.45), 40));
    const mark = { size, font, color: rgb(0.5, 0.5, 0.5), opacity: 0.35 };
    page.drawText(plain, { ...mark, x: width * 0.1, y: height * 0.25, rotate: degrees(40) });
    page.drawText(plain, { ...mark, size: 8, opacity: 0.8, x: 20, y: 12 });
  }
  return document.save();
}

async function onPicture(bytes: Uint8Array, text: string): Promise<Uint8Array> {
  const picture = sharp(bytes, { limitInputPixels: LARGEST_PICTURE });
  const { width, height } = await picture.metadata();
  const size = Math.max(8, Math.round(width / (text.length * 0.6)));
  const safe = text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <text x="50%" y="50%" font-size="${size}" font-family="sans-serif" text-anchor="middle"
      fill="#808080" fill-opacity="0.45"
      transform="rotate(-30 ${width / 2} ${height / 2})">${safe}</text></svg>`;
  return picture.composite([{ input: Buffer.from(overlay) }]).toBuffer();
}

const result = await stamped(workerData as StampTask);
parentPort?.postMessage(result);
