/** A paper that people have ordered, as far as it has words of the one in question. */
export interface Example {
  /** What was chosen for it; null: nothing. */
  label: string | null;
  /** Of the words that are asked for those that it has. */
  words: readonly string[];
}

/** What papers with such words are as a rule. */
export interface Judgement {
  label: string;
  /** 0 to 1. */
  confidence: number;
  /** The words that told it, three at most. */
  words: string[];
}

/** Papers from which on something is learned of them. */
const FEWEST = 3;
/** Words that count as independent of each other; more of them make nothing surer. */
const EVIDENCE = 15;
/** How much more often a telling word stands on papers of a label than on others. */
const LIFT = 2;
const TELLING = 2;
const MOST = 3;

/**
 * What a paper is, by the words that it shares with papers that people have ordered: naive Bayes
 * with presence of words (D. Lewis, 1998) and estimates that lean to the average of all papers,
 * so that words of rare labels do not outweigh. Labels with few papers, or without words of
 * their own, are none. The surest first, three at most.
 * @param words of the paper, each once
 */
export function judge(examples: readonly Example[], words: readonly string[]): Judgement[] {
  const counts = countsOf(examples);
  const known = words.filter((word) => (counts.all.words.get(word) ?? 0) > 0);
  if (known.length < FEWEST) return [];
  const scores = [...counts.labels].map(([label, count]) => ({
    label,
    count,
    score: scoreOf(known, count, counts),
  }));
  const best = Math.max(...scores.map(({ score }) => score));
  const total = scores.reduce((sum, { score }) => sum + Math.exp(score - best), 0);
  return scores
    .flatMap(({ label, count, score }): Judgement[] => {
      const telling = tellingOf(known, count, counts);
      if (label === null || count.papers < FEWEST || telling.length < TELLING) return [];
      // Nine papers say less than ninety, however clearly they say it.
      const trust = count.papers / (count.papers + 1);
      const confidence = (Math.exp(score - best) / total) * trust;
      return [{ label, confidence, words: telling.slice(0, MOST) }];
    })
    .sort((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1))
    .slice(0, MOST);
}

interface Count {
  papers: number;
  /** Papers that have a word. */
  words: Map<string, number>;
}

interface Counts {
  all: Count;
  labels: Map<string | null, Count>;
}

function countsOf(examples: readonly Example[]): Counts {
  const counts: Counts = { all: { papers: 0, words: new Map() }, labels: new Map() };
  for (const { label, words } of examples) {
    const of = counts.labels.get(label) ?? { papers: 0, words: new Map<string, number>() };
    counts.labels.set(label, of);
    for (const count of [counts.all, of]) {
      count.papers += 1;
      for (const word of words) count.words.set(word, (count.words.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Share of papers with a word; of few papers the share of all counts as one more. */
function shareOf(word: string, { papers, words }: Count, average: number): number {
  return ((words.get(word) ?? 0) + average) / (papers + 1);
}

function averageOf(word: string, { all }: Counts): number {
  return (all.words.get(word) ?? 0) / all.papers;
}

function scoreOf(known: readonly string[], count: Count, counts: Counts): number {
  const likely = known.reduce(
    (sum, word) => sum + Math.log(shareOf(word, count, averageOf(word, counts))),
    0,
  );
  const weight = Math.min(1, EVIDENCE / known.length);
  return Math.log(count.papers / counts.all.papers) + likely * weight;
}

/** Words that at least every second paper of the label has, and others have more rarely. */
function tellingOf(known: readonly string[], count: Count, counts: Counts): string[] {
  const liftOf = (word: string) => {
    const average = averageOf(word, counts);
    const elsewhere = (counts.all.words.get(word) ?? 0) - (count.words.get(word) ?? 0);
    const others = (elsewhere + average) / (counts.all.papers - count.papers + 1);
    return shareOf(word, count, average) / others;
  };
  return known
    .filter((word) => (count.words.get(word) ?? 0) * 2 >= count.papers && liftOf(word) >= LIFT)
    .sort((a, b) => liftOf(b) - liftOf(a) || (a < b ? -1 : 1));
}
