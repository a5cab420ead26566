/**
 * What is wrong with a journal. `SYNTAX`, `DATE`, `AMOUNT`: a line that cannot be read; `INCLUDE`:
 * another file, which is never opened; `UNSUPPORTED`: a directive that would change what follows;
 * `ELIDED_TWICE`, `UNBALANCED`: a transaction without a sum of 0; `ASSERTION`: a balance that is
 * not as it says; `ORDER`: an assertion in a file that is not in the order of dates; `TOO_LARGE`.
 */
export type JournalFaultCode =
  | 'SYNTAX'
  | 'DATE'
  | 'AMOUNT'
  | 'INCLUDE'
  | 'UNSUPPORTED'
  | 'ELIDED_TWICE'
  | 'UNBALANCED'
  | 'ASSERTION'
  | 'ORDER'
  | 'TOO_LARGE';

/** A journal that cannot be read; nothing after the fault is. */
export class JournalFault extends Error {
  constructor(
    readonly code: JournalFaultCode,
    /** Line of the file, counted from 1. */
    readonly line: number,
    /** What was found, for a person. */
    readonly detail: string,
  ) {
    super(`Line ${line}: ${detail} (${code}).`);
    this.name = 'JournalFault';
  }
}

/** So much of something: decimal text, and a commodity, which may be without a name. */
export interface JournalAmount {
  quantity: string;
  commodity: string;
}

/** What an amount cost: of one unit (`@`), or of all (`@@`). */
export interface JournalCost extends JournalAmount {
  isTotal: boolean;
}

/** `= 100 EUR`: what the account has after the posting. */
export interface BalanceAssertion extends JournalAmount {
  /** `==`: and no other commodity. */
  isSole: boolean;
  /** `=*`: with the accounts below it. */
  isInclusive: boolean;
}

/** One line of a transaction. */
export interface JournalPosting {
  line: number;
  account: string;
  /** `REAL`; `BALANCED` in brackets, `UNBALANCED` in parentheses, virtual both. */
  kind: 'REAL' | 'BALANCED' | 'UNBALANCED';
  status: JournalStatus;
  /** Several only where an amount was left out that has several commodities. */
  amounts: readonly JournalAmount[];
  /** The amount was left out: it is what the others lack. */
  isInferred?: true;
  cost?: JournalCost;
  assertion?: BalanceAssertion;
  /** Its own day (`date:` in its comment), where it has one. */
  on?: string;
  comment: string;
  tags: ReadonlyMap<string, string>;
}

export type JournalStatus = 'UNMARKED' | 'PENDING' | 'CLEARED';

/** What one line of a journal, or one block of lines, says. */
export type JournalPart =
  | JournalTransaction
  | { kind: 'ACCOUNT'; line: number; name: string; comment: string }
  | { kind: 'COMMODITY'; line: number; commodity: string; decimals: number }
  | { kind: 'PRICE'; line: number; on: string; commodity: string; price: JournalAmount }
  | { kind: 'WARNING'; line: number; detail: string };

/** A transaction; all amounts are there, and it is balanced. */
export interface JournalTransaction {
  kind: 'TRANSACTION';
  line: number;
  on: string;
  /** The second date, behind `=`. */
  secondOn?: string;
  status: JournalStatus;
  code: string;
  description: string;
  comment: string;
  tags: ReadonlyMap<string, string>;
  postings: readonly JournalPosting[];
}
