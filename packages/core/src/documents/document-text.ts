import { hash } from 'node:crypto';
import { stripIgnoredCharacters } from 'graphql';

/** SHA-256 of a text, hexadecimal: what stands behind `sha256:` in a `documentId`. */
export function sha256Of(text: string): string {
  return hash('sha256', text, 'hex');
}

/**
 * The text without comments, commas and needless spaces: what tools change when they format or
 * bundle a document. Undefined for a text that is no GraphQL.
 */
export function normalized(text: string): string | undefined {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return undefined;
  }
}
