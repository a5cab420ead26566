import { exact, roundAmount } from '@bureau/core';

/** How many people gave an answer. */
export interface AnswerCount {
  answer: string;
  people: number;
}

/** The mean of numbers with two decimals (half away from zero); null without any. */
export function meanOf(counts: readonly AnswerCount[]): number | null {
  const people = sum(counts);
  if (people === 0) return null;
  const total = counts.reduce((all, one) => all + Number(one.answer) * one.people, 0);
  return Number(roundAmount(exact(total).dividedBy(people), 2));
}

/**
 * Employee net promoter score: percent of 9 and 10 less percent of 0 to 6 (Reichheld), as a whole
 * number, half away from zero; null without answers.
 */
export function enpsOf(counts: readonly AnswerCount[]): number | null {
  const people = sum(counts);
  if (people === 0) return null;
  const promoters = sum(counts.filter(({ answer }) => Number(answer) >= 9));
  const detractors = sum(counts.filter(({ answer }) => Number(answer) <= 6));
  return Number(roundAmount(exact((promoters - detractors) * 100).dividedBy(people), 0));
}

/** The counts of several groups as those of one. */
export function together(groups: readonly (readonly AnswerCount[])[]): AnswerCount[] {
  const people = new Map<string, number>();
  for (const { answer, people: more } of groups.flat()) {
    people.set(answer, (people.get(answer) ?? 0) + more);
  }
  return [...people].map(([answer, count]) => ({ answer, people: count }));
}

function sum(counts: readonly AnswerCount[]): number {
  return counts.reduce((all, { people }) => all + people, 0);
}
