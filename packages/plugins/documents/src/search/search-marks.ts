import { type Clause, type Term, tsqueryText } from './search-query.js';

/** What of a search an index of marks can tell: words of titles, and neighbours. */
export interface SearchMarks {
  /** What the lexemes must meet beside the marks, for `to_tsquery`. */
  found: string;
  /** Words that must be in the title, for `to_tsquery`; empty: none. */
  title: string;
  /** Words that must follow each other, apart by blanks. */
  phrases: string[];
}

type Alike = ReadonlyMap<string, readonly string[]>;

/**
 * The marks of a search; `undefined` when marks say nothing about it. They never leave out what the
 * search would find: whatever they do not tell exactly stays in `found`.
 */
export function searchMarks(clauses: readonly Clause[], alike: Alike): SearchMarks | undefined {
  const wanted = clauses.filter(({ isExcluded }) => !isExcluded);
  const phrases = wanted.flatMap(({ terms: [term, ...others] }) =>
    term && others.length === 0 ? phraseOf(term) : [],
  );
  const inTitles = wanted.filter(({ terms }) => terms.every(({ inTitle }) => inTitle));
  if (phrases.length === 0 && inTitles.length === 0) return undefined;
  const title = inTitles.map(({ terms }) => `(${terms.map(anywhere).join(' | ')})`).join(' & ');
  const found = clauses.map((clause) => (isToldByTitle(clause) ? asText(clause) : clause));
  return { found: tsqueryText(found, alike), title, phrases };

  function anywhere({ words, isPrefix, isFuzzy }: Term): string {
    const each = words.map((word, at) => ({
      words: [word],
      ...{ isFuzzy, inTitle: false, isPrefix: isPrefix && at === words.length - 1 },
    }));
    const parts = each.map((term) => ({ terms: [term], isExcluded: false }));
    return `(${tsqueryText(parts, alike)})`;
  }
}

/** The begin of a word is no neighbour. */
function phraseOf({ words, isPrefix }: Term): string[] {
  const whole = isPrefix ? words.slice(0, -1) : words;
  return whole.length > 1 ? [whole.join(' ')] : [];
}

// PostgreSQL may take other words for several, which would have to stand side by side.
const ONE_WORD = /^(?:[a-z]+\d*|\d+)$/;

function isToldByTitle({ terms, isExcluded }: Clause): boolean {
  return !isExcluded && terms.every(isWordOfTitle);
}

function isWordOfTitle({ words: [word = '', ...others], inTitle, isFuzzy }: Term): boolean {
  return inTitle && !isFuzzy && others.length === 0 && ONE_WORD.test(word);
}

function asText({ terms, isExcluded }: Clause): Clause {
  return { isExcluded, terms: terms.map((term) => ({ ...term, inTitle: false })) };
}
