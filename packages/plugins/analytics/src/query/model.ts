import {
  type ContributedFact,
  type Ctx,
  type MetricDimension,
  type MetricFact,
  type MetricMeasure,
  MetricSourceService,
  Refusal,
} from '@bureau/core';

/** A measure with the fact that it stands on. */
export interface NamedMeasure {
  name: string;
  measure: MetricMeasure;
  fact: MetricFact;
}

/** All measures and dimensions of the platform, by name. */
export interface MetricIndex {
  facts: readonly ContributedFact[];
  /** @throws Refusal BAD_USER_INPUT for a name that nobody contributed */
  measure(name: string): NamedMeasure;
}

/** The figures that the plugins of this platform contribute. */
export function metricIndex(ctx: Ctx): MetricIndex {
  return indexOf(ctx.service(MetricSourceService).facts(ctx));
}

/** Facts by the names of their measures. */
export function indexOf(facts: readonly ContributedFact[]): MetricIndex {
  const measures = new Map<string, NamedMeasure>();
  for (const { fact } of facts) {
    for (const [name, measure] of Object.entries(fact.measures)) {
      measures.set(name, { name, measure, fact });
    }
  }
  return {
    facts,
    measure(name) {
      const found = measures.get(name);
      if (found) return found;
      throw new Refusal('BAD_USER_INPUT', 'There is no measure of that name; see metricFacts.');
    },
  };
}

/** Custom fields of a record type as dimensions: `Asset.attributes.colour`. */
const ATTRIBUTE = /^([A-Z][A-Za-z0-9]*)\.(attributes\.[A-Za-z][A-Za-z0-9_]*)$/;

/**
 * How a fact reads a dimension, or undefined where it has none of that name. A custom field is
 * found on the type of the fact, or on that of one of its dimensions.
 */
export function dimensionOf(
  fact: MetricFact,
  name: string,
  typeAt: (path: string) => string | undefined,
): MetricDimension | undefined {
  const declared = fact.dimensions[name];
  if (declared && Object.hasOwn(fact.dimensions, name)) return declared;
  const family = familyOf(fact, name);
  if (family) return family;
  const [, type, rest = ''] = ATTRIBUTE.exec(name) ?? [];
  if (type === undefined) return undefined;
  const description = `Custom field of ${type}.`;
  if (type === fact.type.name) return { path: rest, description };
  const found = Object.values(fact.dimensions).find(({ path }) => typeAt(path) === type);
  return found && { path: `${found.path}.${rest}`, description };
}

/** `accounting.dimension.CC` of `accounting.dimension.*`: the key stands where the star is. */
function familyOf(fact: MetricFact, name: string): MetricDimension | undefined {
  const [, family = '', key = ''] = /^([\w.]+)\.(\w{1,40})$/.exec(name) ?? [];
  const declared = fact.dimensions[`${family}.*`];
  return declared && { ...declared, path: declared.path.replace('=*]', `=${key}]`) };
}
