import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { PageBarcode } from './reading-task.js';

const require = createRequire(import.meta.url);
let prepared: Promise<unknown> | undefined;

/** Barcodes that offices print: on separator sheets, labels and bills. */
const FORMATS = ['Code128', 'Code39', 'EAN13', 'EAN8', 'ITF', 'QRCode', 'DataMatrix', 'PDF417'];
const MOST = 20;
const LENGTH = 500;

/** The barcodes of a page, in the order in which they stand on it, from the top. */
export async function barcodesOf(png: Buffer): Promise<PageBarcode[]> {
  prepared ??= prepare();
  await prepared;
  const found = await readBarcodes(png, {
    formats: FORMATS as never,
    maxNumberOfSymbols: MOST,
    tryHarder: true,
  });
  return found
    .filter(({ isValid }) => isValid)
    .toSorted((a, b) => a.position.topLeft.y - b.position.topLeft.y)
    .map(({ format, text }) => ({ format, text: text.slice(0, LENGTH) }));
}

/** From the package: by itself it would fetch the code from a server of others. */
async function prepare(): Promise<unknown> {
  const wasmBinary = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true } as never);
}
