import {
  type ContributedFact,
  type Ctx,
  type MetricMeasure as Measure,
  MetricSourceService,
  type MetricStatement,
  pathsOfMeasure,
  Refusal,
} from '@bureau/core';
import type { MetricDimension, MetricFact, MetricMeasure } from './catalogue.types.js';
import { rowsOf } from './leg-rows.js';
import type { MetricIndex } from './model.js';
import { wholeIndex } from './whole-index.js';

/** The facts of which the caller may read anything, without what they may not. */
export async function catalogueOf(ctx: Ctx): Promise<MetricFact[]> {
  const index = await wholeIndex(ctx);
  const statement = await ctx.service(MetricSourceService).statement(ctx);
  return index.facts.flatMap((contributed) => {
    const shown = factOf(index, statement, contributed);
    return shown.measures.length === 0 ? [] : [shown];
  });
}

function factOf(
  index: MetricIndex,
  statement: MetricStatement,
  { plugin, version, fact }: ContributedFact,
): MetricFact {
  const { type, description, hierarchies = {} } = fact;
  const dimensions = Object.entries(fact.dimensions).flatMap(([name, { path, description }]) => {
    const may = isReadable(() => rowsOf(statement, fact).value(path));
    return may ? [{ name, description }] : [];
  });
  const names = new Set(dimensions.map(({ name }) => name));
  return {
    ...{ type: type.name, plugin, version, description },
    measures: measuresOf(index, statement, fact),
    dimensions: [...dimensions, ...attributesOf(statement, fact)],
    hierarchies: Object.entries(hierarchies)
      .map(([name, levels]) => ({ name, dimensions: levels.filter((one) => names.has(one)) }))
      .filter((one) => one.dimensions.length > 0),
  };
}

type Fact = ContributedFact['fact'];

function measuresOf(index: MetricIndex, statement: MetricStatement, fact: Fact): MetricMeasure[] {
  const may = (measure: Measure, of: Fact): boolean => {
    if (measure.kind === 'RATIO') {
      return [measure.of, measure.per].every((part) => {
        const found = index.measure(part);
        return may(found.measure, found.fact);
      });
    }
    return isReadable(() => {
      const rows = rowsOf(statement, of);
      for (const path of pathsOfMeasure(measure)) rows.value(path);
      if (measure.where) rows.condition(measure.where);
    });
  };
  return Object.entries(fact.measures).flatMap(([name, measure]) => {
    const { description, kind: aggregation, unit = null } = measure;
    return may(measure, fact) ? [{ name, description, aggregation, unit }] : [];
  });
}

/** Custom fields of the fact itself and of the records that it is grouped by. */
function attributesOf(statement: MetricStatement, { type }: Fact): MetricDimension[] {
  return statement
    .attributes(type)
    .filter(({ key }) => isReadable(() => statement.rows(type).value(`attributes.${key}`)))
    .map(({ key, label }) => ({
      name: `${type.name}.attributes.${key}`,
      description: `Custom field: ${label}.`,
    }));
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.extensions['code'] === 'FORBIDDEN') return false;
    throw error;
  }
}
