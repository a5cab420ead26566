import sharp, { type Sharp } from 'sharp';
import { type GreyPicture, skewOf } from './skew.js';

/** A picture as it is to be recognized. */
export interface CleanPicture {
  /** PNG in grey. */
  png: Buffer;
  /** Degrees by which it was turned. */
  turned: number;
}

const PROBE = 1_000;
/** Pixels of a page to one of the picture of its paper. */
const CELL = 16;
/** Grey below which it is no paper but something printed. */
const LEAST_PAPER = 90;
const DARK = 110;
/** Share of dark points that stand alone, from which on a page is noisy. */
const NOISY = 0.03;

/** Sets a page straight, makes its paper white and takes specks off it. */
export async function cleanPicture(picture: Sharp): Promise<CleanPicture> {
  let page = await greyOf(picture.flatten({ background: '#ffffff' }));
  if (specks(page) > NOISY) page = await greyOf(sharpOf(page).median(3));
  await whiten(page);
  const size = { width: PROBE, height: PROBE, fit: 'inside', withoutEnlargement: true } as const;
  const slope = skewOf(await greyOf(sharpOf(page).resize(size)));
  const turned = slope === 0 ? 0 : -slope;
  let clean = sharpOf(page);
  if (turned !== 0) clean = clean.rotate(turned, { background: '#ffffff' });
  const png = await clean.toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer();
  return { png, turned };
}

async function greyOf(picture: Sharp): Promise<GreyPicture> {
  const { data, info } = await picture
    .greyscale()
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Light that falls from one side and grey paper become white; the ink keeps its distance. */
async function whiten(page: GreyPicture): Promise<void> {
  const { data, width, height } = page;
  const small = sharpOf(page).resize({ width: Math.ceil(width / CELL), kernel: 'nearest' });
  const paper = await greyOf(small.median(9));
  const size = { width, height, fit: 'fill', kernel: 'linear' } as const;
  const behind = await greyOf(sharpOf(paper).resize(size));
  for (let at = 0; at < data.length; at += 1) {
    const light = Math.max(LEAST_PAPER, behind.data[at] ?? 255);
    data[at] = Math.min(255, ((data[at] ?? 255) * 255) / light);
  }
}

function sharpOf({ data, width, height }: GreyPicture): Sharp {
  return sharp(data, { raw: { width, height, channels: 1 } });
}

/** Share of the dark points, of a sample of rows, that have a light one at each of four sides. */
function specks({ data, width, height }: GreyPicture): number {
  let [dark, alone] = [0, 0];
  const isDark = (at: number) => (data[at] ?? 255) < DARK;
  for (let y = 1; y < height - 1; y += 7) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      if (!isDark(at)) continue;
      dark += 1;
      const sides = [at - 1, at + 1, at - width, at + width];
      if (!sides.some(isDark)) alone += 1;
    }
  }
  return dark === 0 ? 0 : alone / dark;
}
