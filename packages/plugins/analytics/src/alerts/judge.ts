import { exact } from '@bureau/core';
import type { MetricGrain } from '../query/metric.types.js';
import type { SeriesPoint } from '../kpis/figure-series.js';
import type { AlertKind } from './alert.entity.js';
import { type Point, unusual } from './unusual.js';

/** What an alert watches for; decimal texts. */
export interface AlertRule {
  kind: AlertKind;
  grain: MetricGrain;
  threshold: string | null;
  clearAt: string | null;
  sensitivity: string;
}

/** What a look at the figures says. */
export interface Verdict {
  is: 'RAISE' | 'CLEAR' | 'KEEP';
  /** The period that was looked at, by its first day. */
  start: string;
  value: string;
  /** What was usual, or the threshold. */
  expected: string | null;
  /** How far from usual, in spreads; null for thresholds. */
  score: string | null;
}

/** Once raised, it must come nearer than this part of the bound to be usual again. */
const CALM = 0.7;

/**
 * Judges the last figure of a series. It is raised beyond a bound and cleared only well inside it:
 * a figure that trembles at the bound is one event. `undefined`: there is nothing to judge.
 */
export function judge(
  rule: AlertRule,
  series: readonly SeriesPoint[],
  isRaised: boolean,
): Verdict | undefined {
  const points = series.filter((one): one is Point => one.value !== null);
  const last = points.at(-1);
  if (!last || last.start !== series.at(-1)?.start) return undefined;
  const look = { start: last.start, value: last.value };
  if (rule.kind === 'UNUSUAL') {
    const found = unusual(points, rule.grain);
    if (!found) return undefined;
    const bound = Number(rule.sensitivity);
    const size = Math.abs(found.score);
    const is = isRaised ? kept(size <= bound * CALM) : raised(size > bound);
    return { ...look, is, expected: found.expected, score: found.score.toFixed(2) };
  }
  const { threshold } = rule;
  if (threshold === null) return undefined;
  const beyond = (bound: string) => {
    const sign = exact(last.value).comparedTo(exact(bound));
    return rule.kind === 'ABOVE' ? sign > 0 : sign < 0;
  };
  const is = isRaised ? kept(!beyond(rule.clearAt ?? threshold)) : raised(beyond(threshold));
  return { ...look, is, expected: threshold, score: null };
}

const kept = (isCalm: boolean) => (isCalm ? 'CLEAR' : 'KEEP');
const raised = (isBeyond: boolean) => (isBeyond ? 'RAISE' : 'KEEP');
