import { createRequire } from 'node:module';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';

/** What every document has: its title and the instant at which it was made. */
export interface PdfFacts {
  title: string;
  createdAt: Date;
  /** Points that the content takes between the margins; default: those of an A4 sheet. */
  width?: number;
}

/** Points; an A4 sheet is 595 x 842. */
const MARGIN = 40;
const A4 = { short: 595.28, long: 841.89 };

/** A4 upright, across, or a sheet as wide as it must be: printing scales it, nothing is cut off. */
function pageSizeOf(width: number): { width: number; height: number } {
  const wanted = width + 2 * MARGIN;
  if (wanted <= A4.short) return { width: A4.short, height: A4.long };
  const wide = Math.max(A4.long, wanted);
  return { width: wide, height: (wide * A4.short) / A4.long };
}

const require = createRequire(import.meta.url);
const font = (name: string) => require.resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);

type PdfMake = typeof import('pdfmake');
let prepared: PdfMake | undefined;

/**
 * Renders a document with the fonts that come with the package (Roboto: Latin, Greek, Cyrillic).
 * No address and no other file is ever opened, whatever a text says.
 */
export async function renderPdf(facts: PdfFacts, content: Content[]): Promise<Uint8Array> {
  const pdf = await pdfMake();
  const definition: TDocumentDefinitions = {
    info: { title: facts.title, creationDate: facts.createdAt, modDate: facts.createdAt },
    pageSize: pageSizeOf(facts.width ?? 0),
    pageMargins: [MARGIN, MARGIN, MARGIN, 50],
    defaultStyle: { font: 'Roboto', fontSize: 9 },
    content,
    footer: (page, pages) => ({
      text: `${facts.title}  ·  ${page} / ${pages}`,
      alignment: 'center',
      fontSize: 8,
      margin: [40, 10, 40, 0],
    }),
  };
  return new Uint8Array(await pdf.createPdf(definition).getBuffer());
}

/** A cell that is text whatever it holds. */
export function textCell(text: string, style: Partial<{ isBold: boolean; isRight: boolean }> = {}) {
  return {
    text,
    bold: style.isBold ?? false,
    alignment: style.isRight ? 'right' : 'left',
    // Numbers are not torn apart.
    noWrap: style.isRight ?? false,
  } satisfies TableCell;
}

async function pdfMake(): Promise<PdfMake> {
  if (prepared) return prepared;
  // Several megabytes of code that most processes never need.
  const { default: pdf } = (await import('pdfmake')) as unknown as { default: PdfMake };
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
