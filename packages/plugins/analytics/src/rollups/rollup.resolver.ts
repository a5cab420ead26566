import { Arg, Context, type Ctx, Extensions, Mutation, Query, Resolver } from '@bureau/core';
import { metricIndex } from '../query/model.js';
import { refuse } from '../query/wish.js';
import { rollupCheck, rollupRebuild, rollupsOf } from './rollup-jobs.js';
import { Rollup, RollupJobPayload } from './rollup.types.js';

function RollupArg(): ParameterDecorator {
  const description = 'Name of the roll-up; default: all of them.';
  return Arg('rollup', () => String, { nullable: true, description }) as ParameterDecorator;
}

/** Roll-ups: what there are, whether they are right, and making them anew. */
@Resolver()
export class RollupResolver {
  @Extensions({ cost: 5, items: 20 })
  @Query(() => [Rollup], { description: 'Sums that are kept beside the rows of facts.' })
  metricRollups(@Context() ctx: Ctx): Rollup[] {
    return metricIndex(ctx).facts.flatMap(({ fact }) =>
      (fact.rollups ?? []).map((rollup) => ({
        name: rollup.name,
        description: rollup.description,
        fact: fact.type.name,
        grain: rollup.grain,
        zone: rollup.zone ?? null,
        carries: [...rollup.carries],
        sums: [...rollup.sums],
      })),
    );
  }

  @Mutation(() => RollupJobPayload, {
    description:
      'Holds roll-ups against the rows that they stand for, in a job; its faults name those that ' +
      'differ. It runs every night by itself.',
  })
  async metricRollupCheck(@Context() ctx: Ctx, @RollupArg() rollup: string | null) {
    return {
      job: await ctx.enqueue(rollupCheck, wanted(ctx, rollup), { uniqueKey: rollup ?? '' }),
    };
  }

  @Mutation(() => RollupJobPayload, {
    description: 'Adds the rows of roll-ups up anew, in a job; figures stay right meanwhile.',
  })
  async metricRollupRebuild(@Context() ctx: Ctx, @RollupArg() rollup: string | null) {
    const input = wanted(ctx, rollup);
    return { job: await ctx.enqueue(rollupRebuild, input, { uniqueKey: rollup ?? '' }) };
  }
}

function wanted(ctx: Ctx, rollup: string | null): { rollup?: string } {
  if (rollup == null) return {};
  if (rollupsOf(ctx, rollup).length === 1) return { rollup };
  throw refuse('There is no roll-up of that name; see metricRollups.');
}
