import { csvLine } from '@bureau/core';
import { columnsOf } from '../charts/chart-data.js';
import type { DashboardCardData } from '../dashboards/card.types.js';

const HEAD = [
  ...['card', 'time', 'group', 'currency', 'measure', 'compared', 'value', 'unit'],
  ...['from', 'to', 'data_as_of', 'query'],
];

/**
 * The figures of a dashboard for programs: a line for each (RFC 4180), with the query that made it
 * and the time of its data. Text that a spreadsheet would run is guarded.
 */
export function figuresCsv(cards: readonly DashboardCardData[], dataAsOf: Date): string {
  const lines = cards.flatMap((card) => linesOf(card, dataAsOf));
  return [csvLine(HEAD), ...lines].join('');
}

function linesOf(data: DashboardCardData, dataAsOf: Date): string[] {
  const { key, result, card, from, to } = data;
  if (!result) return [];
  const { time, dimensions, currency, measures } = columnsOf(result.columns);
  const made = JSON.stringify({ query: card.query, period: card.period });
  return result.rows.flatMap(({ cells }) => {
    const text = (at: number | undefined) => (at === undefined ? '' : (cells[at]?.value ?? ''));
    const group = dimensions.map((at) => cells[at]?.label ?? text(at)).join(' / ');
    return measures.map(({ at, name, isCompared }) =>
      csvLine([
        ...[key, text(time), group, text(currency), name, isCompared ? 'true' : 'false', text(at)],
        ...[result.columns[at]?.unit ?? '', from ?? '', to ?? '', dataAsOf.toISOString(), made],
      ]),
    );
  });
}
