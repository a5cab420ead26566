import { Arg, Context, type Ctx, Extensions, ID, Int, Query, Resolver } from '@bureau/core';
import { legsExplained } from '../rollups/origin.js';
import { answerQuery } from './answer.js';
import { catalogueOf } from './catalogue.js';
import { MetricFact } from './catalogue.types.js';
import {
  MetricExplanation,
  MetricQueryInput,
  MetricRecords,
  MetricResult,
} from './metric.types.js';
import { recordsBehind } from './records.js';
import { writeQuery } from './statement.js';
import { wishOf } from './wish.js';

function QueryArg(): ParameterDecorator {
  const description = 'Which figures, of what, by what.';
  return Arg('query', () => MetricQueryInput, { description }) as ParameterDecorator;
}

/** Figures of all plugins under one model. */
@Resolver()
export class MetricResolver {
  @Extensions({ cost: 20, items: 100 })
  @Query(() => MetricResult, {
    description:
      'Figures of one or more facts by shared dimensions. Each fact is summed at its own grain ' +
      'before facts are joined, so that nothing counts twice; only rows that you may see count, ' +
      'and each field that is read needs what it needs elsewhere.',
  })
  metrics(@Context() ctx: Ctx, @QueryArg() query: MetricQueryInput): Promise<MetricResult> {
    return answerQuery(ctx, query);
  }

  @Extensions({ cost: 20 })
  @Query(() => MetricRecords, {
    description:
      'The records behind a figure: those that the measure counts in the period and under the ' +
      'conditions of the query. Its dimensions are not read: put the values of the row into where.',
  })
  metricRecords(
    @Context() ctx: Ctx,
    @QueryArg() query: MetricQueryInput,
    @Arg('measure', () => String, { description: 'Name of the measure; no ratio.' })
    measure: string,
    @Arg('first', () => Int, { nullable: true, description: 'Default 25, at most 250.' })
    first: number | null,
    @Arg('after', () => ID, { nullable: true, description: 'The last id that you have.' })
    after: string | null,
  ): Promise<MetricRecords> {
    return recordsBehind(ctx, query, { measure, first: first ?? 25, after: after ?? undefined });
  }

  @Extensions({ cost: 5 })
  @Query(() => MetricExplanation, { description: 'How the figures of a query are computed.' })
  async metricExplain(
    @Context() ctx: Ctx,
    @QueryArg() query: MetricQueryInput,
  ): Promise<MetricExplanation> {
    const written = await writeQuery(ctx, wishOf(ctx, query));
    return { sql: written.text, legs: legsExplained(ctx, written) };
  }

  @Extensions({ cost: 10, items: 50 })
  @Query(() => [MetricFact], {
    description: 'What can be asked for: facts with the measures and dimensions that you may read.',
  })
  metricFacts(@Context() ctx: Ctx): Promise<MetricFact[]> {
    return catalogueOf(ctx);
  }
}
