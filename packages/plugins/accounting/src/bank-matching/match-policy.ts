import { exact, sumAmounts } from '@bureau/core';
import {
  isNumberInText,
  type MatchCandidate,
  type MatchItem,
  type MatchLine,
  type MatchReasonKind,
  scoreMatch,
} from './match-score.js';

/** One rule of the policy; the rules are tried in their order. */
export interface MatchRule {
  id: string;
  /** All of them must be given; of the list within the list one is enough. */
  needs: readonly (MatchReasonKind | readonly MatchReasonKind[])[];
  leastScore: number;
  /** Nothing is posted without confirmation unless the rule says so. */
  isAutomatic: boolean;
  /** Several items of which every number stands in the text, and that sum to the amount. */
  takesSeveral?: boolean;
}

/** What the policy found for a line. */
export interface MatchFound {
  line: MatchLine;
  rule: MatchRule;
  /** One, or several of a rule that takes several. */
  candidates: readonly MatchCandidate[];
}

const EXACT = ['AMOUNT', 'AMOUNT_LESS_DISCOUNT'] as const;

/** From the surest to the weakest; only the first needs nobody to confirm. */
export const DEFAULT_RULES: readonly MatchRule[] = [
  { id: 'reference', needs: [EXACT, 'REFERENCE'], leastScore: 70, isAutomatic: true },
  { id: 'number', needs: [EXACT, 'NUMBER_IN_TEXT'], leastScore: 70, isAutomatic: false },
  {
    id: 'several',
    needs: ['NUMBER_IN_TEXT'],
    leastScore: 0,
    isAutomatic: false,
    takesSeveral: true,
  },
  { id: 'account', needs: [EXACT, 'ACCOUNT'], leastScore: 50, isAutomatic: false },
  { id: 'name', needs: [EXACT, 'NAME'], leastScore: 45, isAutomatic: false },
];

/**
 * Applies a policy to all lines at once (S16). A rule hits where exactly one item meets it for the
 * line and no other line meets it with that item; what was hit is out for the rules after it. So
 * the result depends neither on the order of the lines nor on that of the items.
 */
export function matchLines(
  lines: readonly MatchLine[],
  items: readonly MatchItem[],
  rules: readonly MatchRule[] = DEFAULT_RULES,
): MatchFound[] {
  const found: MatchFound[] = [];
  let [openLines, openItems] = [lines, items];
  for (const rule of rules) {
    const hits = openLines.flatMap((line) => {
      const candidates = unique(line, openItems, rule);
      return candidates ? [{ line, rule, candidates }] : [];
    });
    const wanted = new Map<string, number>();
    for (const { item } of hits.flatMap(({ candidates }) => candidates)) {
      wanted.set(item.id, (wanted.get(item.id) ?? 0) + 1);
    }
    const sure = hits.filter(({ candidates }) =>
      candidates.every(({ item }) => wanted.get(item.id) === 1),
    );
    found.push(...sure);
    const [doneLines, doneItems] = [new Set(sure.map(({ line }) => line.id)), idsOf(sure)];
    openLines = openLines.filter(({ id }) => !doneLines.has(id));
    openItems = openItems.filter(({ id }) => !doneItems.has(id));
  }
  return found;
}

/** The best candidates of one line for a person to choose from, the best first, ties by due day. */
export function suggestMatches(
  line: MatchLine,
  items: readonly MatchItem[],
  most = 10,
): MatchCandidate[] {
  const order = ({ item: { dueOn = '', id } }: MatchCandidate) => `${dueOn} ${id}`;
  return items
    .flatMap((item) => scoreMatch(line, item) ?? [])
    .sort((a, b) => b.score - a.score || (order(a) < order(b) ? -1 : 1))
    .slice(0, most);
}

function unique(
  line: MatchLine,
  items: readonly MatchItem[],
  rule: MatchRule,
): MatchCandidate[] | undefined {
  const candidates = items
    .flatMap((item) => scoreMatch(line, item) ?? [])
    .filter((candidate) => meets(candidate, rule));
  if (rule.takesSeveral) return several(line, candidates);
  return candidates.length === 1 ? candidates : undefined;
}

function meets({ score, reasons }: MatchCandidate, { needs, leastScore }: MatchRule): boolean {
  const given = new Set(reasons.map(({ kind }) => kind));
  const isMet = (need: MatchRule['needs'][number]) =>
    typeof need === 'string' ? given.has(need) : need.some((kind) => given.has(kind));
  return score >= leastScore && needs.every(isMet);
}

/** All the items that the payer names, when together they are what was paid. */
function several(
  line: MatchLine,
  candidates: readonly MatchCandidate[],
): MatchCandidate[] | undefined {
  const named = candidates.filter(({ item }) => isNumberInText(item.number, line.text));
  if (named.length < 2) return undefined;
  const sum = sumAmounts(named.map(({ item }) => item.open));
  return exact(sum).equals(line.amount) ? named : undefined;
}

function idsOf(found: readonly MatchFound[]): Set<string> {
  return new Set(found.flatMap(({ candidates }) => candidates.map(({ item }) => item.id)));
}
