import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import type { Composition } from '../plugin/composition.js';
import type { PluginDefinition } from '../plugin/definition.js';
import { seriesErrors } from './errors.js';
import { parsePattern } from './pattern.js';

/** A number series that a plugin draws from; each organization counts for itself. */
export interface NumberSeriesDeclaration {
  /** `plugin.thing`: `assets.tag`. */
  key: string;
  /** One sentence for those who set the pattern. */
  description: string;
  /** Until the organization sets another one: `INV-{yyyy}-{00000}` (series/pattern.ts). */
  pattern: string;
  /**
   * True: no number is left out, whatever fails; callers wait for each other until their commit.
   * False (default): nobody waits, and what fails leaves a gap.
   */
  isGapless?: boolean;
  /** True: every company counts for itself; draws name it. */
  isPerLegalEntity?: boolean;
}

/** Declares a number series; list it in the plugin's `series`. */
export function numberSeries(declaration: NumberSeriesDeclaration): NumberSeriesDeclaration {
  return declaration;
}

const known = new WeakMap<Composition, ReadonlyMap<string, NumberSeriesDeclaration>>();

/** Every series that the plugins declare, by key. */
export function declaredSeries(ctx: Ctx): ReadonlyMap<string, NumberSeriesDeclaration> {
  const { composition } = requestOf(ctx).runtime;
  const found =
    known.get(composition) ??
    new Map(
      composition.plugins
        .flatMap(({ definition }) => definition.series ?? [])
        .map((one) => [one.key, one]),
    );
  known.set(composition, found);
  return found;
}

/** @throws DomainError CORE_SERIES_UNKNOWN */
export function seriesOf(ctx: Ctx, key: string): NumberSeriesDeclaration {
  const declaration = declaredSeries(ctx).get(key);
  if (declaration) return declaration;
  throw seriesErrors.SERIES_UNKNOWN({ key }, ['input', 'key']);
}

/** What is wrong with the series of these plugins, in sentences for the boot. */
export function seriesFaults(definitions: readonly PluginDefinition[]): string[] {
  const taken = new Map<string, string>();
  return definitions.flatMap(({ id, series = [] }) =>
    series.flatMap(({ key, pattern, isPerLegalEntity }) => {
      const owner = taken.get(key);
      taken.set(key, id);
      const parsed = parsePattern(pattern);
      const what = `Number series "${key}" of plugin "${id}"`;
      return [
        ...(owner === undefined ? [] : [`${what} is declared by "${owner}" already.`]),
        ...(key.startsWith(`${id}.`) ? [] : [`${what}: its key must begin with "${id}.".`]),
        ...('fault' in parsed ? [`${what} has a pattern that is none: ${parsed.fault}.`] : []),
        ...('namesEntity' in parsed && parsed.namesEntity && !isPerLegalEntity
          ? [`${what} names the company: declare it with isPerLegalEntity.`]
          : []),
      ];
    }),
  );
}
