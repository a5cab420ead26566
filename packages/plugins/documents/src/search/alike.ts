import type { Ctx } from '@bureau/core';
import type { Clause } from './search-query.js';

/** How much of its trigrams a word shares with one that is spelt nearly so. */
const NEAR = 0.4;
const MOST = 10;

// `like` reads the trigram index as the server's role, `%` does not: it is not leakproof.
const NEARBY = `
  select w.word from documents.search_word w
  where w.word like any ($2::text[]) and public.similarity(w.word, $1) >= ${NEAR}
  order by public.similarity(w.word, $1) desc, w.word limit ${MOST}`;

/** Words of the texts of an organization that are spelt nearly as those marked with `~`. */
export async function alikeOf(
  ctx: Ctx,
  clauses: readonly Clause[],
): Promise<Map<string, readonly string[]>> {
  const fuzzy = clauses.flatMap(({ terms }) => terms.filter(({ isFuzzy }) => isFuzzy));
  const alike = new Map<string, readonly string[]>();
  for (const word of new Set(fuzzy.flatMap(({ words }) => words))) {
    const rows = await ctx.sql<{ word: string }>(NEARBY, [word, patternsOf(word)]);
    alike.set(
      word,
      rows.map((row) => row.word),
    );
  }
  return alike;
}

/** A word that is alike has one of these in it, or begins so. */
function patternsOf(word: string): string[] {
  const parts = [...word].map((_, at) => word.slice(at, at + 3)).filter(({ length }) => length > 2);
  return [`${word.slice(0, 2)}%`, ...parts.map((part) => `%${part}%`)];
}
