import { type PdfContent, renderPdf } from './pdf.js';

const createdAt = new Date('2026-03-01T10:00:00Z');
const margins = [40, 40, 40, 50] as const;
const pdfOf = (...content: PdfContent[]) =>
  renderPdf({ title: 'Paper', createdAt, content, margins, footer: 'Paper' });

const pages = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length;

test('documents asked for together are all made, the same content as the same bytes', async () => {
  const made = await Promise.all([pdfOf('One'), pdfOf('Two'), pdfOf('One')]);
  expect(made.map(pages)).toEqual([1, 1, 1]);
  expect(Buffer.compare(made[0], made[2])).toBe(0);
  expect(Buffer.compare(made[0], made[1])).not.toBe(0);
});

test('every page has the size that was asked for', async () => {
  const size = { width: 300, height: 200 };
  const content = [{ text: 'One' }, { text: 'Two', pageBreak: 'before' }];
  const bytes = await renderPdf({ title: 'Small', createdAt, content, margins, size });
  expect(pages(bytes)).toBe(2);
  expect(Buffer.from(bytes).toString('latin1')).toContain('/MediaBox [0 0 300 200]');
});

test('#44 no address and no file is opened; the next document is made all the same', async () => {
  for (const image of ['http://127.0.0.1:1/x.png', '/etc/hostname', import.meta.filename]) {
    await expect(pdfOf({ image })).rejects.toThrow();
    expect(pages(await pdfOf('After it'))).toBe(1);
  }
});
