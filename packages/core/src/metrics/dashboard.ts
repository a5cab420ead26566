import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import { type PluginDefinition, type ServiceToken, serviceToken } from '../plugin/definition.js';

/**
 * Dashboards that a plugin brings along (`dashboards` of its definition): plain data, like its
 * figures. Who draws them is another plugin's matter (`@bureau/plugin-analytics`), which may be
 * absent; each viewer gets the figures that the viewer may see.
 */

/** Length of a period. */
export type CardGrain = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** Days seen from the day of the viewer. */
export interface CardPeriod {
  grain: CardGrain;
  /** Periods until now, the current one included. Default 1. */
  last?: number;
  /** Periods after the current one. Default 0. */
  next?: number;
}

/** The figures of a card: what `metrics(query:)` takes, without days of the calendar. */
export interface CardQuery {
  measures: readonly string[];
  dimensions?: readonly string[];
  where?: readonly {
    dimension: string;
    in?: readonly string[];
    notIn?: readonly string[];
    gte?: string;
    lt?: string;
    isNull?: boolean;
  }[];
  timeGrain?: CardGrain;
  currency?: string;
  orderBy?: readonly { by: string; direction?: 'ASC' | 'DESC' }[];
  limit?: number;
  compareTo?: 'PREVIOUS_PERIOD' | 'PREVIOUS_YEAR';
  fill?: boolean;
}

/** How a card shows its figures. */
export interface CardChart {
  kind: 'LINE' | 'BAR' | 'STACKED_BAR' | 'AREA' | 'PIE' | 'TABLE' | 'NUMBER';
  /** Decimals that are shown. Default: as many as the figures have, 2 at most. */
  digits?: number;
  /** Whether ratios are shown in percent. */
  isPercent?: boolean;
  /** Words for measures, by name; default: their own names. */
  labels?: readonly { measure: string; label: string }[];
}

/** One place of a dashboard. */
export interface DashboardCard {
  /** Unique in the dashboard: `cash`. */
  key: string;
  title: string;
  query: CardQuery;
  /** Of which days; none: as things stand, or all of the time. */
  period?: CardPeriod;
  chart: CardChart;
}

/** A dashboard of a plugin. */
export interface DashboardContent {
  /** `accounting.cash`: begins with the id of the plugin. */
  key: string;
  title: string;
  /** One sentence for listings. */
  description: string;
  cards: readonly DashboardCard[];
}

/** Sentences for the boot: keys of others, and keys that stand twice. */
export function dashboardFaults(plugins: readonly PluginDefinition[]): string[] {
  const faults: string[] = [];
  for (const { id, dashboards = [] } of plugins) {
    const keys = new Set<string>();
    for (const { key, cards } of dashboards) {
      const at = `Plugin "${id}", dashboard ${key}`;
      if (!key.startsWith(`${id}.`)) faults.push(`${at}: its key begins with "${id}.".`);
      if (keys.has(key)) faults.push(`${at} is declared twice.`);
      keys.add(key);
      const twice = cards.find((card, index) => cards.findIndex((o) => o.key === card.key) < index);
      if (twice) faults.push(`${at}: card ${twice.key} is declared twice.`);
    }
  }
  return faults;
}

/** The dashboards that come with the plugins. */
export interface DashboardSource {
  /** Of all plugins, in their order. */
  dashboards(ctx: Ctx): readonly (DashboardContent & { plugin: string })[];
}

/** For plugins that draw dashboards: `ctx.service(DashboardSourceService)`. */
export const DashboardSourceService: ServiceToken<DashboardSource> =
  serviceToken<DashboardSource>('core.dashboardSource');

/** The service over the composition that a context belongs to. */
export function createDashboardSource(): DashboardSource {
  return {
    dashboards: (ctx) =>
      requestOf(ctx).runtime.composition.plugins.flatMap(({ definition }) => {
        const { id: plugin, dashboards = [] } = definition;
        return dashboards.map((dashboard) => ({ plugin, ...dashboard }));
      }),
  };
}
