import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { pdfOf } from '../../../test/pages.js';
import { createReadingPool } from './reading-pool.js';
import { limitWasmMemory } from './wasm-memory.js';

const pool = createReadingPool({ niceness: 0 });
afterAll(() => pool.close());

const taskOf = (bytes: Uint8Array, mediaType: string) => {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return { mediaType, bytes: shared, from: 1, count: 2, languages: ['eng'] };
};
const read = (bytes: Uint8Array, mediaType: string) => pool.read(taskOf(bytes, mediaType));
const refusal = async (bytes: Uint8Array, mediaType: string) =>
  read(bytes, mediaType).then(
    () => 'READ',
    (error: { reason?: string }) => error.reason ?? String(error),
  );

/** A PDF of one page with these objects behind its four. */
function rawPdf(page: string, objects: readonly Buffer[]): Buffer {
  const parts = [
    Buffer.from('1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n'),
    Buffer.from('2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n'),
    Buffer.from(`3 0 obj <</Type/Page/Parent 2 0 R ${page}>> endobj\n`),
    ...objects,
  ];
  const head = Buffer.from('%PDF-1.7\n');
  const tail = Buffer.from('trailer <</Root 1 0 R/Size 9>>\n%%EOF\n');
  return Buffer.concat([head, ...parts, tail]);
}

function stream(number: number, entries: string, data: Buffer): Buffer {
  const begin = `${number} 0 obj <<${entries}/Length ${data.length}>> stream\n`;
  return Buffer.concat([Buffer.from(begin), data, Buffer.from('\nendstream endobj\n')]);
}

/** A PNG that says it has so many pixels and has none. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const data = chunk('IDAT', deflateSync(Buffer.alloc(10)));
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0))]);
}

test('#44 #46 an SVG or another type in the clothes of a picture is never read', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const gif = await sharp({
    create: { width: 9, height: 9, channels: 3, background: 'red' },
  })
    .gif()
    .toBuffer();
  const pdf = await pdfOf([{ lines: ['PDF'] }]);
  for (const bytes of [svg, gif, Buffer.from(pdf), randomBytes(5_000)]) {
    for (const type of ['image/png', 'image/jpeg', 'image/tiff']) {
      expect(await refusal(bytes, type)).toBe('DAMAGED');
    }
  }
  expect(await refusal(svg, 'image/svg+xml')).toBe('TYPE');
  expect(await refusal(svg, 'text/html')).toBe('TYPE');
  expect(await refusal(randomBytes(5_000), 'application/pdf')).toBe('DAMAGED');
});

test('#45 pictures of more pixels than are read are refused before they are unpacked', async () => {
  expect(await refusal(pngHeader(60_000, 60_000), 'image/png')).toBe('SIZE');
  expect(await refusal(pngHeader(4_000_000, 1), 'image/png')).toBe('DAMAGED');
});

test('#45 streams of a PDF that unpack without end are let go of', async () => {
  // Each of the three turns 2 bytes into 128, and their result is of the same kind: 8 kB to 2 GB.
  const filters = '/Filter[/RunLengthDecode/RunLengthDecode/RunLengthDecode]';
  const endless = Buffer.alloc(8_192, 0x81);
  const size = '/MediaBox[0 0 200 200]';
  const text = rawPdf(`${size}/Contents 4 0 R`, [stream(4, filters, endless)]);
  const image = rawPdf(`${size}/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>`, [
    stream(4, '', Buffer.from('200 0 0 200 0 0 cm /A Do')),
    stream(
      5,
      `/Type/XObject/Subtype/Image/Width 40000/Height 40000/BitsPerComponent 8` +
        `/ColorSpace/DeviceRGB${filters}`,
      endless,
    ),
  ]);
  for (const bomb of [text, image]) {
    // What can be drawn of it is a white page.
    expect(await refusal(bomb, 'application/pdf')).toMatch(/^(?:READ|LIMIT|DAMAGED)$/);
  }
  const next = await read(
    await pdfOf([{ lines: ['The next one is read as if', 'nothing was'] }]),
    'application/pdf',
  );
  expect(next.pages[0]?.text).toContain('The next one is read');
});

test('#45 a page that says it is a mile long is drawn small', async () => {
  const document = await PDFDocument.create();
  document.addPage([200_000, 200_000]);
  const { pages } = await read(await document.save(), 'application/pdf');
  expect(pages).toMatchObject([{ number: 1, source: 'NONE', text: '' }]);
});

test('what takes too long is ended, and the next one read', async () => {
  const impatient = createReadingPool({ time: 1 });
  const task = taskOf(await pdfOf([{ lines: ['late'] }]), 'application/pdf');
  await expect(impatient.read(task)).rejects.toMatchObject({ reason: 'LIMIT' });
  await impatient.close();
});

test('memory of WebAssembly is given up to the limit', () => {
  limitWasmMemory(2 * 65_536);
  const memory = new WebAssembly.Memory({ initial: 1 });
  expect(memory.grow(1)).toBe(1);
  expect(() => memory.grow(1)).toThrow(RangeError);
  limitWasmMemory(Number.MAX_SAFE_INTEGER);
  expect(memory.grow(1)).toBe(2);
});
