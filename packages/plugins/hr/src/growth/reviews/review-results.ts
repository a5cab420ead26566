import { type Ctx, Person, Secrets, uuidv7 } from '@bureau/core';
import { randomInt } from 'node:crypto';
import {
  Review,
  ReviewAnswer,
  type ReviewCycle,
  ReviewPart,
  ReviewPeerComment,
  ReviewResult,
} from './review.entity.js';
import { countedPeers, reviewScores, type Weighed } from './review-score.js';
import { ReviewSection, ReviewTemplate } from './review-template.entity.js';

/** What is known of one review when nobody writes any more. */
interface Written {
  review: Review;
  parts: readonly ReviewPart[];
  answers: ReadonlyMap<string, readonly ReviewAnswer[]>;
}

/**
 * Writes the result of each review of a cycle: scores, and the words of anonymous peers in another
 * order and without a tie to whom, where enough of them wrote. What each of them said is deleted.
 */
export async function writeResults(ctx: Ctx, cycle: ReviewCycle): Promise<void> {
  const template = await ctx.em.findOneOrFail(ReviewTemplate, { id: cycle.template.id });
  const sections = await ctx.em.find(ReviewSection, { template });
  const weights = new Map(sections.map(({ id, weight }) => [id, weight]));
  const reviews = await ctx.em.find(Review, { cycle }, { populate: ['employee'] });
  const parts = await ctx.em.find(ReviewPart, { review: { cycle } });
  const answers = await ctx.em.find(ReviewAnswer, { part: { review: { cycle } } });
  const partsOf = grouped(parts, (one) => one.review.id);
  const answersOf = grouped(answers, (one) => one.part.id);
  for (const review of reviews) {
    const written = { review, parts: partsOf.get(review.id) ?? [], answers: answersOf };
    const result = resultOf(ctx, written, { template, weights });
    mixComments(ctx, { written, result, template });
  }
  const isAnonymous = new Map(parts.map((one) => [one.id, one.isAnonymous]));
  for (const answer of answers) if (isAnonymous.get(answer.part.id)) ctx.em.remove(answer);
}

function grouped<T>(all: readonly T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}

interface Counting {
  template: ReviewTemplate;
  /** Weights of sections by id. */
  weights: ReadonlyMap<string, number>;
}

function resultOf(ctx: Ctx, written: Written, { template, weights }: Counting): ReviewResult {
  const weighed = (kind: ReviewPart['kind']): Weighed[][] =>
    written.parts
      .filter((part) => part.kind === kind)
      .map(({ id }) =>
        (written.answers.get(id) ?? []).map(({ score, section }) => ({
          score: score ?? null,
          weight: weights.get(section.id) ?? 0,
        })),
      );
  const [self = []] = weighed('SELF');
  const [manager = []] = weighed('MANAGER');
  const { review } = written;
  return ctx.em.create(ReviewResult, {
    ...{ id: uuidv7(), review, person: personOf(ctx, review) },
    ...reviewScores(template, { self, manager, peers: weighed('PEER') }),
  });
}

interface Mixing {
  written: Written;
  result: ReviewResult;
  template: ReviewTemplate;
}

function mixComments(ctx: Ctx, { written, result, template }: Mixing): void {
  const peers = written.parts
    .filter(({ kind, isAnonymous }) => kind === 'PEER' && isAnonymous)
    .map(({ id }) => written.answers.get(id) ?? []);
  const person = personOf(ctx, written.review);
  const of = { entity: ReviewAnswer, property: 'passingComment' as const };
  for (const answer of shuffled(countedPeers(template, peers).flat())) {
    const comment = ctx.service(Secrets).open(ctx, of, answer);
    if (comment === null) continue;
    const { section } = answer;
    ctx.em.create(ReviewPeerComment, { id: uuidv7(), result, section, person, comment });
  }
}

function personOf(ctx: Ctx, { employee }: Review): Person {
  return ctx.em.getReference(Person, employee.person.id);
}

/** In an order that nobody can foresee (Fisher and Yates). */
function shuffled<T>(all: readonly T[]): T[] {
  const mixed = [...all];
  for (let last = mixed.length - 1; last > 0; last--) {
    const at = randomInt(last + 1);
    [mixed[last], mixed[at]] = [mixed[at] as T, mixed[last] as T];
  }
  return mixed;
}
