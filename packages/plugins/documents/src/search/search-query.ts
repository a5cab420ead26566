import { searchErrors } from './errors.js';
import { normalText, wordsOf } from './normal-text.js';

/** A word or phrase that is looked for. */
export interface Term {
  /** Normal words; several are a phrase. */
  words: readonly string[];
  /** The last word is the begin of one. */
  isPrefix: boolean;
  /** Words that are spelt nearly so are found too. */
  isFuzzy: boolean;
  /** Only in the title. */
  inTitle: boolean;
}

/** Terms of which one must be there, or none of which may. */
export interface Clause {
  terms: readonly Term[];
  isExcluded: boolean;
}

const LONGEST = 500;
const MOST_TERMS = 32;
const TOKEN = /(?<minus>-)?(?<field>title:)?(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]+))/gu;

/**
 * What a caller typed: words that must all be there, `"a phrase"`, `begin*`, `mispelt~`,
 * `title:word`, `one OR another`, `-without`. Whatever else stands there is a word.
 * @throws DOCUMENTS_SEARCH_LONG, DOCUMENTS_SEARCH_ONLY_EXCLUDES
 */
export function parseQuery(text: string): Clause[] {
  if (text.length > LONGEST) throw searchErrors.SEARCH_LONG({ limit: LONGEST }, ['text']);
  const clauses: { terms: Term[]; isExcluded: boolean }[] = [];
  let isOr = false;
  let count = 0;
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    if (groups['word'] === 'OR' && !groups['minus'] && !groups['field']) {
      isOr = true;
      continue;
    }
    const term = termOf(groups);
    if (!term) continue;
    if ((count += 1) > MOST_TERMS) throw searchErrors.SEARCH_LONG({ limit: LONGEST }, ['text']);
    const isExcluded = groups['minus'] !== undefined;
    const last = clauses.at(-1);
    if (isOr && last && !isExcluded && !last.isExcluded) last.terms.push(term);
    else clauses.push({ terms: [term], isExcluded });
    isOr = false;
  }
  if (clauses.length > 0 && clauses.every(({ isExcluded }) => isExcluded)) {
    throw searchErrors.SEARCH_ONLY_EXCLUDES({}, ['text']);
  }
  return clauses;
}

function termOf(groups: Readonly<Record<string, string | undefined>>): Term | undefined {
  const { phrase, word = '', field } = groups;
  const words = wordsOf(normalText(phrase ?? word));
  if (words.length === 0) return undefined;
  const isWord = phrase === undefined;
  return {
    words,
    isPrefix: isWord && word.endsWith('*'),
    isFuzzy: isWord && word.endsWith('~') && words.length === 1,
    inTitle: field !== undefined,
  };
}

/** The clauses as text for `to_tsquery`; only letters, digits and its own signs are in it. */
export function tsqueryText(
  clauses: readonly Clause[],
  alike: ReadonlyMap<string, readonly string[]>,
): string {
  return clauses
    .map(({ terms, isExcluded }) => {
      const any = terms.map((term) => termText(term, alike)).join(' | ');
      return isExcluded ? `!(${any})` : `(${any})`;
    })
    .join(' & ');
}

function termText(term: Term, alike: ReadonlyMap<string, readonly string[]>): string {
  const { words, isPrefix, isFuzzy, inTitle } = term;
  const [first = ''] = words;
  if (isFuzzy) {
    const options = new Set([first, ...(alike.get(first) ?? [])]);
    return [...options].map((word) => lexeme(word, { inTitle, isPrefix: false })).join(' | ');
  }
  return words
    .map((word, at) => lexeme(word, { inTitle, isPrefix: isPrefix && at === words.length - 1 }))
    .join(' <-> ');
}

function lexeme(word: string, { inTitle, isPrefix }: Pick<Term, 'inTitle' | 'isPrefix'>): string {
  const marks = `${isPrefix ? '*' : ''}${inTitle ? 'A' : ''}`;
  return marks === '' ? `'${word}'` : `'${word}':${marks}`;
}
