/**
 * What is wrong with a file of a bank. `ENCODING`: bytes are no text of the encoding declared;
 * `MALFORMED`: not of the form that it claims; `FORBIDDEN`: a document type, an entity; `TOO_DEEP`
 * and `TOO_LARGE`: beyond what any bank sends; `UNKNOWN_FORMAT`: none of those that are read;
 * `MISSING`: a field that must be there; `BAD_AMOUNT`, `BAD_DATE`: a value that is none.
 */
export type BankFileFaultCode =
  | 'ENCODING'
  | 'MALFORMED'
  | 'FORBIDDEN'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'UNKNOWN_FORMAT'
  | 'MISSING'
  | 'BAD_AMOUNT'
  | 'BAD_DATE';

/** A file that cannot be read; nothing after the fault is. */
export class BankFileFault extends Error {
  constructor(
    readonly code: BankFileFaultCode,
    /** Line of the file, counted from 1. */
    readonly line: number,
    /** What was found or looked for, for a person. */
    readonly detail: string,
  ) {
    super(`Line ${line}: ${detail} (${code}).`);
    this.name = 'BankFileFault';
  }
}

/** An account as a bank names it: an IBAN, or its own number. */
export interface BankAccountName {
  iban?: string;
  number?: string;
  bic?: string;
  currency?: string;
}

/** The other side of a payment, as far as the bank tells. */
export interface Counterparty {
  name?: string;
  /** IBAN or another number. */
  account?: string;
  bic?: string;
}

/** What a payment says of itself. */
export interface PaymentWords {
  /** Free text, in one line. */
  text: string;
  /** Reference that travels with the payment: end-to-end id, creditor's reference. */
  reference?: string;
  counterparty?: Counterparty;
}

/** One booked line. */
export interface BankFileLine extends PaymentWords {
  kind: 'LINE';
  /** Line of the file on which it begins. */
  line: number;
  /** `YYYY-MM-DD`, as written: no zone moves it. */
  bookedOn: string;
  valueOn?: string;
  /** Decimal text; below 0 for money that left the account. */
  amount: string;
  currency: string;
  /** The bank's own id of the line, where it gives one. */
  bankId?: string;
  /** The bank's code of what it is: `PMNT-RCDT-ESCT`, `NTRF`, `POS`. */
  code?: string;
  /** The payments of a batch that is booked as one line. */
  parts?: readonly (PaymentWords & { amount: string })[];
}

/** A statement begins. */
export interface StatementStart {
  kind: 'START';
  line: number;
  account: BankAccountName;
  /** The bank's id or number of the statement. */
  statementId?: string;
}

/** A statement ends. */
export interface StatementEnd {
  kind: 'END';
  line: number;
  /** Balances, where the file gives them; below 0 for an overdraft. */
  opening?: string;
  closing?: string;
  /** Last day of the statement: that of the closing balance. */
  closingOn?: string;
}

/** What a reader yields: for each statement a start, its lines, an end. */
export type BankFilePart = StatementStart | BankFileLine | StatementEnd;

/** The fields without those that a file does not give (absent or empty). */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
