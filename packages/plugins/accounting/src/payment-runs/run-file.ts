import { type Ctx, type File, filePurpose, Files } from '@bureau/core';
import { writePain001 } from '../bank-files/pain001.js';
import { type PaymentOrder as PaymentMessage, paymentFaults } from '../bank-files/pain001-check.js';
import { paymentRunErrors } from './errors.js';

/** Files of payments for banks. */
export const PAYMENT_FILE = filePurpose({
  id: 'accounting.paymentRun',
  description: 'Transfers for a bank: pain.001 of ISO 20022.',
  mediaTypes: ['application/xml'],
  maxSize: 20_000_000,
});

/** @throws ACCOUNTING_PAYMENT_RUN_FAULT for what a bank would refuse */
export async function runFile(ctx: Ctx, message: PaymentMessage): Promise<File> {
  const [fault] = paymentFaults(message);
  if (fault) {
    const { path, message: reason } = fault;
    throw paymentRunErrors.PAYMENT_RUN_FAULT({ place: path, reason }, inputPath(path));
  }
  const bytes = Buffer.from([...writePain001(message)].join(''));
  const what = { purpose: PAYMENT_FILE.id, mediaType: 'application/xml', size: bytes.length };
  const files = ctx.service(Files);
  const draft = await files.write(ctx, what, piecesOf(bytes));
  return files.create(ctx, draft, `${message.messageId}.xml`);
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** `batches[0].transfers[3].amount` is the fourth item of the input. */
function inputPath(path: string): string[] {
  const [, at] = /transfers\[(\d+)\]/.exec(path) ?? [];
  return at === undefined ? ['input'] : ['input', 'items', at];
}
