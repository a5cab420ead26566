import { exact } from '@bureau/core';
import { chartData, type ChartSource, columnsOf, unitOf } from './chart-data.js';
import { wordsOf } from './chart-words.js';
import { type PictureSize, textAt, widthOf } from './frame.js';
import { numberText } from './numbers.js';
import { COLOURS, INK } from './palette.js';

/** The latest figure, large; below it what it was before; a line of all where there are several. */
export function numberPicture(source: ChartSource, size: PictureSize): string {
  const { result, place, chart } = source;
  const { measures } = columnsOf(result.columns);
  const last = result.rows.at(-1);
  const main = measures.find(({ isCompared }) => !isCompared);
  const value = main ? last?.cells[main.at]?.value : undefined;
  const words = wordsOf(place);
  if (!main || value == null) {
    return textAt({ x: 0, y: 60, size: 20, fill: INK.quiet }, () => words.noData);
  }
  const unit = unitOf(source);
  const text = numberText(value, { place, chart });
  const large = Math.min(44, Math.floor(size.height / 3));
  const figure = textAt(
    { x: 0, y: large + 12, size: large, fill: INK.title, isBold: true },
    () => text,
  );
  const beside = widthOf(text, { size: large, isBold: true }) + 8;
  const shownUnit =
    unit === '%' || unit === ''
      ? ''
      : textAt({ x: Math.round(beside), y: large + 12, size: 16, fill: INK.quiet }, () => unit);
  const compared = measures.find(({ isCompared }) => isCompared);
  const before = compared ? (last?.cells[compared.at]?.value ?? null) : previous(source, main.at);
  const trend = before === null ? '' : trendLine(value, before, { source, y: large + 40 });
  return [figure, shownUnit, trend, sparkline(source, size, large + 56)].join('\n');
}

function previous({ result }: ChartSource, at: number): string | null {
  return result.rows.at(-2)?.cells[at]?.value ?? null;
}

function trendLine(
  now: string,
  before: string,
  { source, y }: { source: ChartSource; y: number },
): string {
  const { place, chart } = source;
  const change = exact(now).minus(exact(before));
  const arrow = change.isZero() ? '=' : change.isNegative() ? '\u25bc' : '\u25b2';
  const base = exact(before).abs();
  const share = base.isZero() ? '' : ` ${percent(change.abs().div(base).toFixed(4), source)}`;
  const was = numberText(before, { place, chart });
  const words = wordsOf(place);
  return textAt({ x: 0, y, size: 13, fill: INK.text }, () => {
    return `${arrow}${share}  (${words.before}: ${was})`;
  });
}

function percent(value: string, { place }: ChartSource): string {
  return numberText(value, { place, chart: { isPercent: true, digits: 1 } });
}

/** The way to the figure, from zero where it comes near it. */
function sparkline(source: ChartSource, { width, height }: PictureSize, top: number): string {
  const [series] = chartData(source).series;
  const points = (series?.values ?? []).flatMap((value, at) =>
    value === null ? [] : [{ at, value }],
  );
  const room = height - top - 6;
  if (points.length < 3 || room < 24) return '';
  const values = points.map(({ value }) => value);
  const least = Math.min(0, ...values);
  const span = Math.max(0, ...values) - least || 1;
  const last = points.at(-1)?.at ?? 1;
  const place = ({ at, value }: { at: number; value: number }) => {
    const x = 4 + (at / last) * (width - 8);
    return `${x.toFixed(1)} ${(top + room - ((value - least) / span) * room).toFixed(1)}`;
  };
  const [end = '0 0'] = points.slice(-1).map(place);
  const [x, y] = end.split(' ');
  const zero = (top + room - ((0 - least) / span) * room).toFixed(1);
  return (
    `<path d="M4 ${zero}H${width - 4}" stroke="${INK.line}" fill="none"/>` +
    `<path d="M${points.map(place).join('L')}" stroke="${COLOURS[0]}" stroke-width="2" ` +
    `fill="none" stroke-linejoin="round"/>` +
    `<circle cx="${x}" cy="${y}" r="3.5" fill="${COLOURS[0]}"/>`
  );
}
