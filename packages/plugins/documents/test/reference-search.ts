/** A paper as a plain program sees it. */
export interface ReferencePaper {
  id: string;
  config: string;
  title: string;
  text: string;
  type: string | null;
  year: number | null;
  state: string;
  tags: readonly string[];
}

/** A clause of a search, as data. */
export interface ReferenceClause {
  words: readonly string[];
  isPrefix: boolean;
  inTitle: boolean;
  isExcluded: boolean;
}

/** Lexemes of a word in a configuration; none for a stop word. */
export type Stems = (config: string, word: string) => readonly string[];

interface Token {
  lexeme: string;
  position: number;
  isTitle: boolean;
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

function tokensOf(paper: ReferencePaper, stems: Stems): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const [text, isTitle] of [
    [paper.title, true],
    [paper.text, false],
  ] as const) {
    plain(text).forEach((word, at) => {
      for (const lexeme of stems(paper.config, word)) {
        tokens.push({ lexeme, position: from + at + 1, isTitle });
      }
    });
    from = Math.max(from, ...tokens.map(({ position }) => position));
  }
  return tokens;
}

/** `undefined`: the clause is nothing but stop words and says nothing. */
function meets(
  tokens: readonly Token[],
  clause: ReferenceClause,
  stemsOf: (word: string) => readonly string[],
): boolean | undefined {
  const wanted = clause.words
    .flatMap(plain)
    .map((word, offset, all) => ({
      offset,
      stems: stemsOf(word),
      isPrefix: clause.isPrefix && offset === all.length - 1,
    }))
    .filter(({ stems }) => stems.length > 0);
  const [first] = wanted;
  if (!first) return undefined;
  const isAt = (position: number, { stems, isPrefix }: (typeof wanted)[number]) =>
    tokens.some(
      (token) =>
        token.position === position &&
        (!clause.inTitle || token.isTitle) &&
        stems.some((stem) => (isPrefix ? token.lexeme.startsWith(stem) : token.lexeme === stem)),
    );
  return tokens.some(({ position }) =>
    wanted.every((one) => isAt(position + one.offset - first.offset, one)),
  );
}

/** Ids of the papers that meet all clauses, by looking at each of them. */
export function referenceSearch(
  papers: readonly ReferencePaper[],
  clauses: readonly ReferenceClause[],
  stems: Stems,
): ReferencePaper[] {
  return papers.filter((paper) => {
    const tokens = tokensOf(paper, stems);
    let isSaid = clauses.length === 0;
    for (const clause of clauses) {
      const met = meets(tokens, clause, (word) => stems(paper.config, word));
      if (met === undefined) continue;
      isSaid = true;
      if (met === clause.isExcluded) return false;
    }
    return isSaid;
  });
}

/** How many papers have each value. */
export function referenceCounts(values: readonly (string | number | null)[]) {
  const counts: Record<string, number> = {};
  for (const value of values) {
    if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}
