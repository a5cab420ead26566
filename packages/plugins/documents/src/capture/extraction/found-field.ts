/** What may be found on a paper. */
export type FieldName =
  | 'DOCUMENT_NUMBER'
  | 'DOCUMENT_DATE'
  | 'DUE_DATE'
  | 'TOTAL'
  | 'NET'
  | 'TAX'
  | 'CURRENCY'
  | 'SUPPLIER'
  | 'IBAN'
  | 'VAT_ID'
  | 'ORDER_NUMBER';

/** A fact that stands on a paper. */
export interface FoundField {
  name: FieldName;
  /**
   * Normal form: an ISO day, an amount with a point and no grouping, an ISO 4217 code, an IBAN or
   * VAT number without spaces, otherwise as it stands there.
   */
  value: string;
  /** 0 to 1. */
  confidence: number;
  /** Page, from 1. */
  page: number;
  /** The words before the value, by which it was found; empty when there are none. */
  anchor: string;
}

/** A line of a page. */
export interface TextLine {
  page: number;
  text: string;
}

/** Lines of a document that are looked at; what matters stands on the first and the last pages. */
const MOST = 2_000;
const LENGTH = 400;

/** The lines of pages, without empty ones; long ones are cut. */
export function linesOf(pages: readonly string[]): TextLine[] {
  const lines = pages.flatMap((text, at) =>
    text
      .split('\n')
      .map((line) => ({ page: at + 1, text: line.trim().slice(0, LENGTH) }))
      .filter((line) => line.text !== ''),
  );
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST / 2), ...lines.slice(-MOST / 2)];
}
