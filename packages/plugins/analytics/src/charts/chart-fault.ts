import type { ChartInput } from '../dashboards/card.types.js';
import type { QueryShape } from './shape.js';

const MOST_LABEL = 60;

/** Why a chart does not fit figures of a shape; `undefined`: it does. */
export function chartFault(chart: ChartInput, shape: QueryShape): string | undefined {
  const { kind, digits, labels } = chart;
  if (digits != null && (digits < 0 || digits > 6)) return 'digits are 0 to 6';
  const isWord = (label: string) => label.trim() !== '' && label.length <= MOST_LABEL;
  if (labels?.some(({ label }) => !isWord(label))) return 'a label has 1 to 60 characters';
  return kindFault(kind, shape);
}

function kindFault(kind: ChartInput['kind'], shape: QueryShape): string | undefined {
  const { hasTime, dimensions, measures } = shape;
  const series = dimensions + (measures > 1 ? 1 : 0);
  if (kind === 'LINE' || kind === 'AREA') {
    if (!hasTime) return 'a line needs a timeGrain';
    return series > 1 ? 'a line has one dimension, or several measures' : undefined;
  }
  if (kind === 'PIE') {
    const fits = !hasTime && dimensions === 1 && measures === 1;
    return fits ? undefined : 'a ring has one measure, one dimension and no time';
  }
  if (kind === 'NUMBER') return dimensions > 0 ? 'a number has no dimensions' : undefined;
  if (kind === 'TABLE') return undefined;
  const places = (hasTime ? 1 : 0) + dimensions + (measures > 1 ? 1 : 0);
  if (!hasTime && dimensions === 0) return 'bars need a timeGrain or a dimension';
  return places > 2 ? 'bars stand by two things: time, dimension, measures' : undefined;
}
