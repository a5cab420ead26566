/**
 * Patterns of number series: `INV-{yyyy}-{00000}`. Literal text with tokens in braces:
 * `{yyyy}` and `{yy}` the year of the day, `{mm}` its month, `{entity}` the code of the company,
 * and one counter of zeros, as wide as the number is at least. With a year, counting begins anew
 * every year.
 */
export interface SeriesPattern {
  text: string;
  parts: readonly PatternPart[];
  /** Counting begins anew with the year. */
  isYearly: boolean;
  /** Names the company. */
  namesEntity: boolean;
}

export type PatternPart =
  | { kind: 'literal'; text: string }
  | { kind: 'yyyy' | 'yy' | 'mm' | 'entity' }
  | { kind: 'counter'; width: number };

/** What a number is written from. */
export interface NumberParts {
  value: bigint;
  /** `YYYY-MM-DD`. */
  on: string;
  entity?: string | undefined;
}

/** Longest pattern, in characters. */
export const PATTERN_LENGTH = 60;
const COUNTER_WIDTH = 12;
const LITERAL = /^[A-Za-z0-9 ._/#-]+$/;

/** Reads a pattern, or says in words what is wrong with it. */
export function parsePattern(text: string): SeriesPattern | { fault: string } {
  if (text.length === 0 || text.length > PATTERN_LENGTH) {
    return { fault: `it has 1 to ${PATTERN_LENGTH} characters` };
  }
  const parts: PatternPart[] = [];
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    const part = partOf(piece);
    if ('fault' in part) return part;
    parts.push(part);
  }
  return shaped(text, parts);
}

/** One number in words of the pattern; `value` may be wider than the counter's zeros. */
export function formatNumber({ parts }: SeriesPattern, number: NumberParts): string {
  return parts.map((part) => textOf(part, number)).join('');
}

function partOf(piece: string): PatternPart | { fault: string } {
  if (!piece.startsWith('{') || !piece.endsWith('}')) {
    if (LITERAL.test(piece)) return { kind: 'literal', text: piece };
    return { fault: 'outside of braces it takes letters, digits, space and . _ / # -' };
  }
  const token = piece.slice(1, -1);
  if (token === 'yyyy' || token === 'yy' || token === 'mm' || token === 'entity') {
    return { kind: token };
  }
  if (/^0+$/.test(token) && token.length <= COUNTER_WIDTH) {
    return { kind: 'counter', width: token.length };
  }
  return { fault: `in braces stands yyyy, yy, mm, entity or 1 to ${COUNTER_WIDTH} zeros` };
}

function shaped(text: string, parts: PatternPart[]): SeriesPattern | { fault: string } {
  const count = (kinds: readonly string[]) => parts.filter((it) => kinds.includes(it.kind)).length;
  if (count(['counter']) !== 1) return { fault: 'it has one counter, such as {0000}' };
  const isYearly = count(['yyyy', 'yy']) > 0;
  if (count(['mm']) > 0 && !isYearly) return { fault: 'a month needs its year' };
  return { text, parts, isYearly, namesEntity: count(['entity']) > 0 };
}

function textOf(part: PatternPart, { value, on, entity = '' }: NumberParts): string {
  switch (part.kind) {
    case 'literal':
      return part.text;
    case 'yyyy':
      return on.slice(0, 4);
    case 'yy':
      return on.slice(2, 4);
    case 'mm':
      return on.slice(5, 7);
    case 'entity':
      return entity;
    case 'counter':
      return String(value).padStart(part.width, '0');
  }
}
