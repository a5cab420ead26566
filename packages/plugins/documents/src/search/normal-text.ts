/** Longest text of one document that is searched, in signs: a lexeme list has 1 MB at most. */
const LONGEST = 300_000;

/**
 * A text as it is indexed and asked for: lower case, without accents, letters and digits only,
 * words apart by one blank. The same for both sides, so that `Größe`, `grosse` and `GROSSE` meet.
 */
export function normalText(text: string): string {
  return folded(text.length > LONGEST ? text.slice(0, LONGEST) : text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Lower case without accents; signs between words stay. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l');
}

/** The words of a normal text. */
export function wordsOf(normal: string): string[] {
  return normal === '' ? [] : normal.split(' ');
}

/** Language of a text -> the configuration by which PostgreSQL finds the stems of its words. */
export const CONFIGS: Readonly<Record<string, string>> = {
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  sv: 'swedish',
};

/** Words are taken as they are where the language is not known. */
export function configOf(language: string | null | undefined): string {
  return CONFIGS[language ?? ''] ?? 'simple';
}
