import { FONT, INK } from './palette.js';

/** Pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** What stands around the figures of a picture. */
export interface Frame {
  title: string;
  /** Unit and what was left out. */
  subtitle: string;
  /** When the data was as it is shown. */
  footer: string;
}

const EDGE = 16;
const HEAD = 46;
const FOOT = 24;

/** The place that a frame leaves its figures. */
export function bodySize({ width, height }: PictureSize): PictureSize {
  return { width: width - 2 * EDGE, height: height - HEAD - FOOT };
}

/** A whole picture: title, figures, data time. Every text is escaped; nothing in it runs. */
export function framed(frame: Frame, size: PictureSize, body: string): string {
  const { width, height } = size;
  const room = width - 2 * EDGE;
  const title = textAt({ x: EDGE, y: 24, size: 15, fill: INK.title, isBold: true }, (at) =>
    cut(frame.title, room, at),
  );
  const subtitle = textAt({ x: EDGE, y: 41, size: 11, fill: INK.quiet }, (at) =>
    cut(frame.subtitle, room, at),
  );
  const footer = textAt({ x: EDGE, y: height - 9, size: 10, fill: INK.quiet }, (at) =>
    cut(frame.footer, room, at),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}">\n` +
    `<title>${escaped(frame.title)}</title>\n` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>\n${title}\n${subtitle}\n` +
    `<g transform="translate(${EDGE} ${HEAD})">\n${body}\n</g>\n${footer}\n</svg>\n`
  );
}

/** Where and how a text stands. */
export interface TextStyle {
  x: number;
  y: number;
  /** Pixels of the font. */
  size: number;
  fill: string;
  isBold?: boolean;
  isRight?: boolean;
}

/** A line of text. */
export function textAt(style: TextStyle, text: (style: TextStyle) => string): string {
  const { x, y, size, fill, isBold, isRight } = style;
  const weight = isBold ? ' font-weight="bold"' : '';
  const anchor = isRight ? ' text-anchor="end"' : '';
  return (
    `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${weight}${anchor}>` +
    `${escaped(text(style))}</text>`
  );
}

/** Pixels that a text takes about: letters are a little more than half as wide as high. */
export function widthOf(
  text: string,
  { size, isBold }: Pick<TextStyle, 'size' | 'isBold'>,
): number {
  return [...text].length * size * (isBold ? 0.66 : 0.57);
}

/** As much of a text as fits, with an ellipsis where something is missing. */
export function cut(text: string, room: number, style: Pick<TextStyle, 'size' | 'isBold'>): string {
  if (widthOf(text, style) <= room) return text;
  const letters = Math.max(1, Math.floor(room / widthOf('n', style)) - 1);
  return `${[...text].slice(0, letters).join('').trimEnd()}\u2026`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML: no markup, and no sign that XML 1.0 does not know. */
export function escaped(text: string): string {
  const clean = text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  return clean.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
}
