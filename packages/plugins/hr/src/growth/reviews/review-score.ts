import { exact, type ExactNumber, roundAmount, settled } from '@bureau/core';

/** A score with how much it counts; null: there is none. */
export interface Weighed {
  score: ExactNumber | number | string | null;
  weight: number;
}

/**
 * Weighted mean of what is there: what is missing drops out, and the other weights count as if
 * they were the whole. Null when nothing with a weight is there. Not rounded.
 */
export function weightedMean(all: readonly Weighed[]): ExactNumber | null {
  let [sum, weights] = [exact(0), exact(0)];
  for (const { score, weight } of all) {
    if (score === null) continue;
    sum = sum.plus(exact(score).times(weight));
    weights = weights.plus(weight);
  }
  return weights.isZero() ? null : sum.div(weights);
}

/** How a template counts its parts; null: a part that is not in use. */
export interface PartWeights {
  selfWeight?: number | null | undefined;
  managerWeight?: number | null | undefined;
  peerWeight?: number | null | undefined;
  isPeerAnonymous: boolean;
  minPeers: number;
}

/** Answers by part; an empty list is a part that nobody wrote. */
export interface WrittenParts {
  self: readonly Weighed[];
  manager: readonly Weighed[];
  peers: readonly (readonly Weighed[])[];
}

/** Scores with two decimals; null: the part is not there. */
export interface ReviewScores {
  selfScore: string | null;
  managerScore: string | null;
  peerScore: string | null;
  /** How many peers are counted. */
  peers: number;
  score: string | null;
}

/**
 * The scores of a review. A part counts by its sections, peers count alike and together as one
 * part; too few anonymous ones are no part at all. Rounded half away from zero once, where they
 * are stored: the score is made of the exact parts.
 */
export function reviewScores(weights: PartWeights, written: WrittenParts): ReviewScores {
  const self = weights.selfWeight == null ? null : weightedMean(written.self);
  const manager = weights.managerWeight == null ? null : weightedMean(written.manager);
  const counted = countedPeers(weights, written.peers);
  const peer = weightedMean(
    counted.map((answers) => ({ score: weightedMean(answers), weight: 1 })),
  );
  const score = weightedMean([
    { score: self, weight: weights.selfWeight ?? 0 },
    { score: manager, weight: weights.managerWeight ?? 0 },
    { score: peer, weight: weights.peerWeight ?? 0 },
  ]);
  return {
    ...{ selfScore: stored(self), managerScore: stored(manager), peerScore: stored(peer) },
    ...{ peers: counted.length, score: stored(score) },
  };
}

/** Those who may be counted: enough of them that nobody can tell who said what. */
export function countedPeers<T>(
  { peerWeight, isPeerAnonymous, minPeers }: PartWeights,
  peers: readonly (readonly T[])[],
): readonly (readonly T[])[] {
  const written = peers.filter((answers) => answers.length > 0);
  const isEnough = !isPeerAnonymous || written.length >= minPeers;
  return peerWeight != null && isEnough ? written : [];
}

function stored(score: ExactNumber | null): string | null {
  return score === null ? null : roundAmount(settled(score), 2);
}
