import sharp, { type Sharp } from 'sharp';
import { READING_LIMITS } from './reading-task.js';

// Pictures come from strangers: no other decoder than those of what is taken, nothing kept.
sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadTiff',
  ],
});

/** A picture of untrusted bytes; its first page, or the one named, from 0. */
export function openPicture(bytes: Uint8Array, page = 0): Sharp {
  return sharp(bytes, {
    limitInputPixels: READING_LIMITS.pixels,
    sequentialRead: true,
    failOn: 'error',
    page,
    pages: 1,
  });
}

/** What is shown of a page: a picture for a list, and one to read. */
export async function shownPictures(
  picture: Sharp,
): Promise<{ thumbnail: Uint8Array; preview: Uint8Array }> {
  const preview = await smaller(picture, 1_400).webp({ quality: 70, effort: 2 }).toBuffer();
  const thumbnail = await smaller(sharp(preview), 240).webp({ quality: 60 }).toBuffer();
  return { thumbnail: new Uint8Array(thumbnail), preview: new Uint8Array(preview) };
}

function smaller(picture: Sharp, most: number): Sharp {
  return picture
    .flatten({ background: '#ffffff' })
    .resize({ width: most, height: most, fit: 'inside', withoutEnlargement: true });
}
