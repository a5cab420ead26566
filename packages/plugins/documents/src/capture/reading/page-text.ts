import { READING_LIMITS } from './reading-task.js';

/** Characters, without blanks, from which on a text layer counts as one. */
const LEAST = 24;

/** A text as it is kept: one form of each character, no control characters, bounded. */
export function plainText(text: string): string {
  return (
    text
      .normalize('NFC')
      .replaceAll(/\r\n?|[\u2028\u2029\f\v]/g, '\n')
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]|\p{Cs}/gu, '')
      .replaceAll(/[ \t\u00a0]+\n/g, '\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim()
      .slice(0, READING_LIMITS.text)
  );
}

/**
 * Whether a text layer can stand for the page: enough of it, and words rather than the codes of a
 * font without a table of characters.
 */
export function isGoodLayer(text: string): boolean {
  const shown = text.replaceAll(/\s/g, '');
  if (shown.length < LEAST) return false;
  const usual = shown.replaceAll(/[^\p{L}\p{N}\p{P}\p{Sc}\p{Sm}]/gu, '').length;
  return usual / shown.length > 0.85;
}
