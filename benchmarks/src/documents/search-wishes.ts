/** A search as somebody types it, and as somebody would write it for PostgreSQL. */
export interface SearchWish {
  text: string;
  where?: { datedOn: { gte: string } };
  /** For `to_tsquery`; empty: whatever is there. */
  query: string;
}

/** What people look for: places of words by frequency; rare words are asked for more often. */
const RARE = [3_000, 4_500, 7_000, 9_000, 12_000, 15_000, 18_000];
const COMMON = [60, 120, 250, 400, 900];

/** Words, prefixes, phrases, alternatives and titles, alone and with a filter. */
export function searchWishes(): SearchWish[] {
  const rare = RARE.map((word) => `w${word}`);
  const common = COMMON.map((word) => `w${word}`);
  const other = (at: number) => common[at % common.length] ?? '';
  const since = (day: string) => ({ where: { datedOn: { gte: day } } });
  return [
    ...[...rare, ...common].map((text) => ({ text, query: text })),
    ...common.map((text, at) => ({
      text: `${text} ${other(at + 1)}`,
      query: `${text} & ${other(at + 1)}`,
    })),
    ...rare.map((text) => ({ text: `${text.slice(0, 4)}*`, query: `${text.slice(0, 4)}:*` })),
    ...common.map((text, at) => ({
      text: `"${text} w${2 + at}"`,
      query: `${text} <-> w${2 + at}`,
    })),
    ...rare.map((text, at) => ({
      text: `${text} OR ${other(at)}`,
      query: `${text} | ${other(at)}`,
    })),
    ...common.map((text) => ({ text: `title:${text}`, query: `${text}:A` })),
    ...common.map((text) => ({ text, query: text, ...since('2024-01-01') })),
    { text: 'w3', query: 'w3' },
    { text: '', query: '', ...since('2026-06-01') },
  ];
}
