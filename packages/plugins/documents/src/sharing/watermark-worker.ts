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
  return picture.composite([{ input: await slanting(text, { width, height }) }]).toBuffer();
}

const TILT = 30;

/**
 * The text from below left to above right, within the size. Not by an SVG: the thread that reads
 * papers of strangers switches the decoder of those off, for all threads of the process.
 */
async function slanting(text: string, size: { width: number; height: number }): Promise<Buffer> {
  const [cos, sin] = [Math.cos((TILT * Math.PI) / 180), Math.sin((TILT * Math.PI) / 180)];
  const flat = Math.min(1, 1.6 / text.length);
  const most = Math.min(size.width / (cos + flat * sin), size.height / (sin + flat * cos));
  const width = Math.max(8, Math.floor(most * 0.9));
  const safe = text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const words = `<span foreground="#808080" alpha="45%">${safe}</span>`;
  const box = { width, height: Math.max(8, Math.round(width * flat)) };
  const drawn = sharp({ text: { text: words, font: 'sans', rgba: true, ...box } });
  const turned = await drawn.rotate(-TILT, { background: '#00000000' }).png().toBuffer();
  const fit = { ...size, fit: 'inside', withoutEnlargement: true } as const;
  return sharp(turned).resize(fit).png().toBuffer();
}

const result = await stamped(workerData as StampTask);
parentPort?.postMessage(result);
