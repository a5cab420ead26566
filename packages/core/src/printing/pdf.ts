import { createRequire } from 'node:module';

/** A part of a document in the words of pdfmake (`Content` of its types). */
export type PdfContent = string | number | object;

/** A document: what is on it, and what all its pages have. */
export interface PdfDocument {
  title: string;
  /** Stands in the file, so that the same content gives the same bytes. */
  createdAt: Date;
  content: readonly PdfContent[];
  /** Points; default: an A4 sheet upright. */
  size?: PdfSize;
  /** Points: left, top, right, bottom. */
  margins: readonly [number, number, number, number];
  /** Points; default 9. */
  fontSize?: number;
  /** Height of a line in heights of its letters. */
  lineHeight?: number;
  /** At the foot of every page, before its number; none: no foot. */
  footer?: string;
}

/** Width and height in points. */
export interface PdfSize {
  width: number;
  height: number;
}

/** An A4 sheet upright (ISO 216). */
export const A4: Readonly<PdfSize> = { width: 595.28, height: 841.89 };

/** What of pdfmake is used. */
interface PdfMake {
  setFonts(fonts: object): void;
  setUrlAccessPolicy(policy: (url: string) => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
  createPdf(definition: object): { getBuffer(): Promise<Uint8Array> };
}

const require = createRequire(import.meta.url);
let prepared: PdfMake | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Lays a document out, with the fonts that come with pdfmake (Roboto: Latin, Greek, Cyrillic). No
 * address and no other file is ever opened, whatever a text says. One document of a process comes
 * after the other: each holds its whole layout, and laying out is work of the processor alone.
 */
export function renderPdf(document: PdfDocument): Promise<Uint8Array> {
  const made = last.then(async () => {
    const file = await pdfMake().createPdf(definitionOf(document)).getBuffer();
    return new Uint8Array(file);
  });
  // Whoever asked hears of the error; the next one begins all the same.
  last = made.catch(() => undefined);
  return made;
}

function definitionOf(document: PdfDocument): object {
  const { title, createdAt, content, size = A4, margins, footer, fontSize = 9 } = document;
  const { lineHeight = 1 } = document;
  return {
    info: { title, creationDate: createdAt, modDate: createdAt },
    pageSize: size,
    pageMargins: [...margins],
    defaultStyle: { font: 'Roboto', fontSize, lineHeight },
    content: [...content],
    ...(footer !== undefined && {
      footer: (page: number, pages: number) => ({
        text: `${footer}  ·  ${page} / ${pages}`,
        alignment: 'center',
        fontSize: 8,
        margin: [margins[0], 14, margins[2], 0],
      }),
    }),
  };
}

/** Loaded with the first document: several megabytes of code that most processes never need. */
function pdfMake(): PdfMake {
  if (prepared) return prepared;
  const pdf = require('pdfmake') as PdfMake;
  const font = (name: string) => require.resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);
  const fonts = {
    normal: font('Regular'),
    bold: font('Medium'),
    italics: font('Italic'),
    bolditalics: font('MediumItalic'),
  };
  const allowed = new Set(Object.values(fonts));
  pdf.setFonts({ Roboto: fonts });
  pdf.setUrlAccessPolicy(() => false);
  pdf.setLocalAccessPolicy((path) => allowed.has(path));
  prepared = pdf;
  return pdf;
}
