import type { ChartKind } from '../dashboards/card.types.js';
import type { MetricColumn, MetricResult } from '../query/metric.types.js';
import { chartData, type ChartSource } from './chart-data.js';
import { enumWord, measureName } from './chart-words.js';
import { axisText, numberText } from './numbers.js';
import { picture, type PictureWish } from './picture.js';

const place = { locale: 'en', currency: 'EUR', zone: 'Europe/Vienna' };

function column(kind: MetricColumn['kind'], name: string, unit: string | null = null) {
  const type = kind === 'TIME' ? 'DATE' : kind === 'DIMENSION' ? 'RECORD' : 'NUMBER';
  return { kind, name, type, unit, description: '', recordType: null } as const;
}

const rowOf = (...cells: (string | null)[]) => ({
  cells: cells.map((value) => ({ value, label: value?.startsWith('=') ? value.slice(1) : null })),
});

const MONTHS: MetricResult = {
  columns: [
    column('TIME', 'time'),
    column('MEASURE', 'shop.revenue', 'base currency'),
    column('MEASURE', 'shop.taxesOwed', 'base currency'),
  ],
  rows: [
    rowOf('2025-11-01', '100', '-5'),
    rowOf('2025-12-01', '110', null),
    rowOf('2026-01-01', '90', '7'),
  ],
  hasMore: false,
};
const UNITS: MetricResult = {
  columns: [column('DIMENSION', 'core.unit'), column('MEASURE', 'hr.headcount', 'people')],
  rows: Array.from({ length: 25 }, (_, at) => rowOf(`=Unit ${at} & <b>`, String(30 - at))),
  hasMore: false,
};

function source(result: MetricResult, kind: ChartKind, more: Partial<ChartSource> = {}) {
  const grain = result === MONTHS ? ('MONTH' as const) : null;
  return { result, chart: { kind }, grain, place, ...more } satisfies ChartSource;
}

const wish = (given: ChartSource): PictureWish => ({
  ...given,
  title: 'Trade <script>alert(1)</script> "&\u0000',
  days: '1 Nov 2025 \u2013 31 Jan 2026',
  dataAsOf: new Date('2026-01-31T12:00:00Z'),
  size: { width: 640, height: 360 },
});

test('periods are named once a year, gaps stay, units are those of the company', () => {
  expect(chartData(source(MONTHS, 'LINE'))).toEqual({
    categories: ['Nov\n2025', 'Dec', 'Jan\n2026'],
    isTime: true,
    series: [
      { name: 'Revenue', isCompared: false, values: [100, 110, 90] },
      { name: 'Taxes owed', isCompared: false, values: [-5, null, 7] },
    ],
    unit: 'EUR',
    note: '',
  });
});

test('what is left out of a picture is said on it', async () => {
  const data = chartData(source(UNITS, 'BAR'));
  expect(data.categories).toHaveLength(20);
  expect(data.note).toBe('20 of 25 shown');
  expect(await picture(wish(source(UNITS, 'BAR')))).toContain('20 of 25 shown');
  expect(await picture(wish(source(UNITS, 'TABLE')))).toContain('of 25 shown');
});

test('figures of two currencies are two series, and have no unit in common', () => {
  const { columns } = MONTHS;
  const result: MetricResult = {
    columns: [columns[0]!, column('CURRENCY', 'currency'), columns[1]!],
    rows: [rowOf('2025-11-01', 'EUR', '1'), rowOf('2025-11-01', 'USD', '2')],
    hasMore: false,
  };
  const { series } = chartData({ ...source(result, 'LINE'), grain: 'MONTH' });
  expect(series.map(({ name, values }) => [name, values])).toEqual([
    ['EUR', [1]],
    ['USD', [2]],
  ]);
});

test('numbers are rounded where they are shown, by the language of the organization', () => {
  const german = { place: { ...place, locale: 'de' }, chart: {} };
  expect(numberText('1234567.885', { place, chart: { digits: 2 } })).toBe('1,234,567.89');
  expect(numberText('-1234.5', german)).toBe('\u22121.234,5');
  // More digits than a double has.
  expect(numberText('12345678901234567.89', { place, chart: {} })).toBe(
    '12,345,678,901,234,567.89',
  );
  expect(numberText('0.1234', { place, chart: { isPercent: true } })).toBe('12.3%');
  expect(axisText(1_250_000, { place, chart: {} })).toMatch(/^1\.3\s?M$/i);
  expect([enumWord('IN_USE'), enumWord('EUR'), measureName('hr.leaveTaken')]).toEqual([
    'In use',
    'EUR',
    'Leave taken',
  ]);
});

const KINDS: [ChartKind, MetricResult][] = [
  ['LINE', MONTHS],
  ['BAR', MONTHS],
  ['BAR', UNITS],
  ['STACKED_BAR', MONTHS],
  ['AREA', MONTHS],
  ['PIE', UNITS],
  ['TABLE', UNITS],
  ['NUMBER', MONTHS],
];

test.each(KINDS)(
  '%s: nothing runs, nothing is fetched, equal figures give equal bytes',
  async (kind, result) => {
    const svg = await picture(wish(source(result, kind)));
    expect(svg).toContain('Trade &lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;');
    expect(svg).not.toMatch(/<script|<style|<image|<a |<foreignObject|href|\son\w+=/i);
    expect(svg).not.toContain('\u0000');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toContain('://');
    expect(svg).toContain('31 Jan 2026, 13:00 (Europe/Vienna)');
    expect(svg).toContain(result === MONTHS ? 'EUR' : 'people');
    expect(await picture(wish(source(result, kind)))).toBe(svg);
  },
);

test('bars and rings begin at nothing; small parts are put together', async () => {
  const texts = (svg: string) => [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text);
  const above = {
    ...MONTHS,
    rows: [rowOf('2026-01-01', '90', '91'), rowOf('2026-02-01', '99', '98')],
  };
  const bars = texts(await picture(wish({ ...source(above, 'BAR'), grain: 'MONTH' })));
  expect(bars).toContain('0');
  const line = texts(await picture(wish({ ...source(above, 'LINE'), grain: 'MONTH' })));
  expect(line).not.toContain('0');
  const ring = texts(await picture(wish(source(UNITS, 'PIE'))));
  expect(ring.filter((text) => text?.startsWith('Unit'))).toHaveLength(5);
  expect(ring).toContain('Other');
});

test('without rows a picture says so', async () => {
  for (const kind of ['LINE', 'NUMBER', 'TABLE'] as const) {
    expect(await picture(wish(source({ ...MONTHS, rows: [] }, kind)))).toContain('No data');
  }
});
