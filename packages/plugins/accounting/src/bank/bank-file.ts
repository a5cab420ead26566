import { filePurpose } from '@bureau/core';
import { type CsvDialect, readBankCsv } from '../bank-files/csv-dialect.js';
import { readBankFile } from '../bank-files/read-bank-file.js';
import {
  BankFileFault,
  type BankFileFaultCode,
  type BankFilePart,
} from '../bank-files/statement.js';
import type { BankStatementFormat } from './bank-kinds.js';
import { bankErrors } from './errors.js';

/** Files of banks: text of any encoding, so that nothing but size can be said of it before. */
export const BANK_FILE = filePurpose({
  id: 'accounting.bankFile',
  description: 'A statement of a bank: CAMT.053, MT940, OFX or CSV.',
  mediaTypes: ['*'],
  maxSize: 500_000_000,
  mismatch: 'STORE',
});

/** How a file is to be read. */
export interface BankFileForm {
  /** Default: as the file says itself; CSV where there is a mapping. */
  format?: BankStatementFormat | undefined;
  csv?: CsvDialect | undefined;
}

/** The parts of a file; CSV has no statements: all of it is one. @throws BankFileFault */
export async function* partsOfFile(
  source: AsyncIterable<Uint8Array>,
  { format, csv }: BankFileForm,
): AsyncGenerator<BankFilePart> {
  if (format !== 'CSV') {
    yield* readBankFile(source, format);
    return;
  }
  if (!csv) throw new BankFileFault('UNKNOWN_FORMAT', 1, 'CSV without a mapping of columns');
  let line = 1;
  yield { kind: 'START', line, account: {} };
  for await (const part of readBankCsv(source, csv)) {
    line = part.line;
    yield part;
  }
  yield { kind: 'END', line };
}

const CODES = {
  ENCODING: 'BANK_FILE_ENCODING',
  MALFORMED: 'BANK_FILE_MALFORMED',
  FORBIDDEN: 'BANK_FILE_FORBIDDEN',
  TOO_DEEP: 'BANK_FILE_TOO_DEEP',
  TOO_LARGE: 'BANK_FILE_TOO_LARGE',
  UNKNOWN_FORMAT: 'BANK_FILE_UNKNOWN_FORMAT',
  MISSING: 'BANK_FILE_MISSING',
  BAD_AMOUNT: 'BANK_FILE_BAD_AMOUNT',
  BAD_DATE: 'BANK_FILE_BAD_DATE',
} as const satisfies Record<BankFileFaultCode, keyof typeof bankErrors>;

/** What a reader threw, as the business says it; anything else stays what it is. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof BankFileFault)) return error;
  const { code, line, detail } = error;
  return bankErrors[CODES[code]]({ line, detail }, ['input', 'fileId']);
}
