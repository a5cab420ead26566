import { createHash } from 'node:crypto';
import { chartData, type ChartSource, unitOf } from './chart-data.js';
import { chartOption } from './chart-option.js';
import { instantName, wordsOf } from './chart-words.js';
import { drawn } from './draw.js';
import { bodySize, framed, type PictureSize, textAt } from './frame.js';
import { numberPicture } from './number-picture.js';
import { INK } from './palette.js';
import { tablePicture } from './table-picture.js';

/** A picture that is wanted. */
export interface PictureWish extends ChartSource {
  title: string;
  /** Days in words; empty where there are none. */
  days: string;
  dataAsOf: Date;
  size: PictureSize;
}

/**
 * Figures as SVG: title, unit, figures and the time of the data. It fetches nothing and runs
 * nothing, and equal figures give the same bytes.
 */
export async function picture(wish: PictureWish): Promise<string> {
  const { title, days, dataAsOf, size, place, chart, result } = wish;
  const words = wordsOf(place);
  const isDrawn = chart.kind !== 'NUMBER' && chart.kind !== 'TABLE';
  const data = isDrawn ? chartData(wish) : undefined;
  const unit = data ? data.unit : unitOf(wish);
  const subtitle = [unit, days, data?.note ?? ''].filter((one) => one !== '').join(' \u00b7 ');
  const footer = `${words.asOf} ${instantName(dataAsOf, place)}`;
  const frame = { title, subtitle, footer };
  const body = bodySize(size);
  if (result.rows.length === 0) {
    const at = { x: 0, y: 40, size: 14, fill: INK.quiet };
    return framed(
      frame,
      size,
      textAt(at, () => words.noData),
    );
  }
  if (chart.kind === 'NUMBER') return framed(frame, size, numberPicture(wish, body));
  if (chart.kind === 'TABLE' || !data) return framed(frame, size, tablePicture(wish, body));
  const option = chartOption(chart.kind, data, { style: { place, chart }, other: words.other });
  const name = `c${createHash('sha256').update(`${title} ${days}`).digest('hex').slice(0, 8)}`;
  return framed(frame, size, await drawn(option, body, name));
}
