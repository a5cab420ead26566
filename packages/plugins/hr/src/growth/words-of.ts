import { skillErrors } from './skills/errors.js';

/**
 * Words that are kept sealed, where no column says how long they may be: without white space around
 * them, null for none. @throws HR_GROWTH_WORDS
 */
export function wordsOf(
  given: string | null | undefined,
  most: number,
  field: string,
): string | null {
  const words = given?.trim() || null;
  if (words === null || words.length <= most) return words;
  throw skillErrors.GROWTH_WORDS({ most }, ['input', field]);
}
