import type { ChartInput } from '../dashboards/card.types.js';
import { type ChartPlace, known } from './chart-words.js';

/** How the numbers of a chart are written. */
export interface NumberStyle {
  place: ChartPlace;
  chart: Pick<ChartInput, 'digits' | 'isPercent'>;
}

/**
 * A figure for people, from its exact text: rounded half away from zero where it is shown, never
 * where it is kept.
 */
export function numberText(value: string, { place, chart }: NumberStyle): string {
  const { digits, isPercent } = chart;
  const style = isPercent ? ({ style: 'percent' } as const) : {};
  const most = digits ?? (isPercent ? 1 : 2);
  const least = digits ?? 0;
  const format = new Intl.NumberFormat(known(place.locale), {
    ...style,
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    roundingMode: 'halfExpand',
  });
  // Decimal texts are formatted as they are: no double stands between.
  return format.format(value as never).replace('-', '\u2212');
}

/** A mark of an axis: short, `1.2M`. */
export function axisText(value: number, { place, chart }: NumberStyle): string {
  const style = chart.isPercent ? ({ style: 'percent' } as const) : {};
  const isLarge = Math.abs(value) >= 10_000 && !chart.isPercent;
  const format = new Intl.NumberFormat(known(place.locale), {
    ...style,
    ...(isLarge && { notation: 'compact' as const }),
    maximumFractionDigits: isLarge ? 1 : 2,
  });
  return format.format(value).replace('-', '\u2212');
}
