// From a scan to the draft of a bill by API alone, as an integrator's script would do it:
//   BUREAU_URL=http://127.0.0.1:4000 BUREAU_TOKEN=... node scan-to-bill.mjs invoice.pdf 6130
// Behind the account NAME=value corrects what was read: TOTAL=476.00. It may be run again after a
// fault: a paper is known by its bytes, and every step has a key.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { operationsOf, tell, until, url } from '../api.mjs';

const [file, accountCode = '6130', ...corrections] = process.argv.slice(2);
const ask = operationsOf(import.meta.url);
const bytes = readFileSync(file);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const key = (what) => `scan-to-bill-${sha256.slice(0, 24)}-${what}`;

const TYPES = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.tif': 'image/tiff',
  '.txt': 'text/plain',
};

async function sent() {
  const { documents } = await ask('01-send', 'ScanKnown', { sha256 });
  if (documents.nodes.length > 0) return documents.nodes[0].id;
  const name = path.basename(file);
  const mediaType = TYPES[path.extname(name).toLowerCase()];
  const input = { purpose: 'documents.original', name, mediaType, size: bytes.length };
  const { fileUploadCreate } = await ask('01-send', 'ScanSlot', { input });
  const put = await fetch(url + fileUploadCreate.url, { method: 'PUT', body: bytes });
  if (!put.ok) throw new Error(`The file was answered ${put.status}.`);
  const { id: uploadId } = fileUploadCreate.upload;
  const { fileUploadFinish } = await ask('01-send', 'ScanFinish', { uploadId });
  const { id: fileId } = fileUploadFinish.file;
  return (await ask('01-send', 'ScanDocument', { fileId, title: name })).documentCreate.document.id;
}

async function read(id) {
  return until(async () => {
    const { document } = await ask('02-read', 'ScanRead', { id });
    const [reading] = document.latest.readings.nodes;
    if (reading?.state === 'UNREADABLE') throw new Error(reading.unreadableBecause);
    return reading?.state === 'READ' ? document : undefined;
  });
}

async function corrected(id) {
  for (const correction of corrections) {
    const [name, value] = correction.split('=');
    await ask('02-read', 'ScanCorrect', { id, name, value, key: key(correction) });
  }
  const { fields } = await read(id);
  const facts = Object.fromEntries(fields.nodes.map((field) => [field.name, field.value]));
  tell(
    'Read',
    fields.nodes.map(({ name, value, state, confidence }) => [
      name,
      `${value} (${state}, ${Number(confidence).toFixed(2)})`,
    ]),
  );
  return facts;
}

async function supplier({ VAT_ID: vatId, SUPPLIER: name }) {
  const { parties } = await ask('03-supplier', 'ScanSupplier', { vatId });
  if (parties.nodes.length > 0) return parties.nodes[0].id;
  const wish = { name, vatId, key: key('supplier') };
  return (await ask('03-supplier', 'ScanNewSupplier', wish)).partyCreate.party.id;
}

async function bill(id, partyId) {
  const wish = { id, partyId, accountCode, key: key('bill') };
  const { documentBillCreate } = await ask('04-bill', 'ScanBill', wish);
  const { billId } = documentBillCreate.documentBill;
  const { bill: made, document } = await ask('04-bill', 'ScanProof', { id, billId });
  const isProof = document.bills.nodes.some((one) => one.sha256 === sha256);
  tell('Bill', [
    [made.partyReference, `${made.status}, ${made.total} ${made.currency} of ${made.issuedOn}`],
    ['supplier', made.party.name],
    ['proved by these bytes', isProof ? 'yes' : 'no'],
  ]);
}

const id = await sent();
await read(id);
await bill(id, await supplier(await corrected(id)));
