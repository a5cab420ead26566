import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { characterErrorRate, pdfOf, pdfOfPictures, scanOf } from '../../../test/pages.js';
import { createReadingPool } from './reading-pool.js';

const pool = createReadingPool({ niceness: 0 });
afterAll(() => pool.close());

const LETTER = `Nordwind Office Supplies Ltd, 12 Harbour Street, London
Invoice number 2026-0417 of 14 March 2026
Dear Sir or Madam,
we thank you for your order and deliver as agreed the following goods:
40 boxes of copy paper, 80 g, at 21.50 each, and 12 toner cartridges, black.
The quick brown fox jumps over the lazy dog while 1,234,567.89 is counted.
Please pay within 30 days, without deduction, to the account named below.
Two dozen jars of liquid ink (quality "A") were packed by Zoe and Max.
Our terms of delivery apply; goods stay ours until they are paid in full.
Questions? Write to billing@nordwind.example or call +44 20 7946 0018.
Yours faithfully, J. Quincy Whitfield, Accounts Receivable`.split('\n');

const letter = pdfOf([{ lines: LETTER }]);

const task = (bytes: Uint8Array, mediaType: string, languages = ['eng']) => {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return { mediaType, bytes: shared, from: 1, count: 10, languages };
};

test.each([
  ['clean', {}, 0.02],
  ['turned by 3.2 degrees', { turned: 3.2 }, 0.08],
  ['with specks', { specks: 0.04 }, 0.08],
  ['pale, turned and with specks', { turned: -1.7, paper: 225, ink: 95, specks: 0.01 }, 0.08],
])('OCR of a page that is %s', async (_, scan, most) => {
  const png = await scanOf(await letter, 1, scan);
  const { pages } = await pool.read(task(png, 'image/png'));
  expect(pages).toHaveLength(1);
  expect(characterErrorRate(LETTER.join('\n'), pages[0]!.text)).toBeLessThanOrEqual(most);
  expect(pages[0]!.source).toBe('OCR');
  expect(Math.abs(pages[0]!.turned + (scan.turned ?? 0))).toBeLessThan(0.4);
});

test('a text layer is taken before OCR; a page without one is recognized', async () => {
  const scan = await pdfOfPictures([await scanOf(await letter, 1)]);
  const both = await PDFDocument.load(await letter);
  const [page] = await both.copyPages(await PDFDocument.load(scan), [0]);
  both.addPage(page);
  const { pageCount, pages } = await pool.read(task(await both.save(), 'application/pdf'));
  expect(pageCount).toBe(2);
  expect(pages.map(({ source, number }) => [number, source])).toEqual([
    [1, 'NATIVE'],
    [2, 'OCR'],
  ]);
  expect(characterErrorRate(LETTER.join('\n'), pages[0]!.text)).toBe(0);
  expect(characterErrorRate(LETTER.join('\n'), pages[1]!.text)).toBeLessThanOrEqual(0.02);
  for (const { thumbnail, preview } of pages) {
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 240 });
    expect((await sharp(preview).metadata()).width).toBeGreaterThan(800);
  }
});
