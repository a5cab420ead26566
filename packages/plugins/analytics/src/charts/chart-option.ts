import type { EChartsOption } from 'echarts';
import type { ChartKind } from '../dashboards/card.types.js';
import type { ChartData, ChartSeries } from './chart-data.js';
import { axisText, type NumberStyle } from './numbers.js';
import { COLOURS, DASHES, FONT, INK, MARKS } from './palette.js';

/** Kinds that ECharts draws. */
export type DrawnKind = Exclude<ChartKind, 'NUMBER' | 'TABLE'>;

const TEXT = { fontFamily: FONT, fontSize: 11, color: INK.text };

/** What ECharts shall draw. Nothing in it reacts to a pointer: it is a picture. */
export function chartOption(
  kind: DrawnKind,
  data: ChartData,
  { style, other }: { style: NumberStyle; other: string },
): EChartsOption {
  const base = { animation: false, color: [...COLOURS], textStyle: TEXT };
  if (kind === 'PIE') return { ...base, ...ring(data, { style, other }) };
  const isLying = kind.endsWith('BAR') && !data.isTime;
  const hasLegend = data.series.length > 1;
  const value = valueAxis(data, { kind, isLying, style });
  const category = categoryAxis(data, isLying, kind);
  return {
    ...base,
    grid: {
      left: 4,
      right: isLying ? 48 : 24,
      top: hasLegend ? 44 : 24,
      bottom: isLying ? 22 : 4,
      containLabel: true,
    },
    ...(hasLegend && { legend: legend() }),
    xAxis: isLying ? value : category,
    yAxis: isLying ? category : value,
    series: data.series.map((one, at) => ({
      ...seriesOf(kind, one, at),
      ...(isLying && data.series.length === 1 && { label: figureLabel(style) }),
      ...(at === 0 && isBelow(data) && { markLine: zeroLine(isLying) }),
    })),
  } as EChartsOption;
}

function legend() {
  return {
    top: 0,
    left: 0,
    itemWidth: 22,
    itemHeight: 9,
    itemGap: 14,
    textStyle: TEXT,
    icon: undefined,
  };
}

function categoryAxis(data: ChartData, isLying: boolean, kind: DrawnKind) {
  const { categories, isTime } = data;
  const isLine = kind === 'LINE' || kind === 'AREA';
  return {
    type: 'category',
    data: categories,
    inverse: isLying,
    boundaryGap: !isLine || categories.length < 2,
    axisTick: { show: false },
    // Names stay at the edge where figures lie below zero, whose line is drawn by itself.
    axisLine: { onZero: false, show: !isBelow(data), lineStyle: { color: INK.text } },
    axisLabel: {
      ...TEXT,
      lineHeight: 13,
      hideOverlap: true,
      ...(isTime ? {} : { interval: 0, width: 150, overflow: 'truncate', ellipsis: '…' }),
    },
  };
}

function isBelow({ series }: ChartData): boolean {
  return series.some(({ values }) => values.some((value) => value !== null && value < 0));
}

/** Lying bars tell their figure, as there is room for it. */
function figureLabel(style: NumberStyle) {
  const formatter = ({ value }: { value?: unknown }) => axisText(Number(value), style);
  return { ...TEXT, show: true, position: 'right' as const, formatter };
}

function zeroLine(isLying: boolean) {
  return {
    silent: true,
    animation: false,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: INK.text, width: 1, type: 'solid' as const },
    data: [isLying ? { xAxis: 0 } : { yAxis: 0 }],
  };
}

function valueAxis(
  { unit, series }: ChartData,
  { kind, isLying, style }: { kind: DrawnKind; isLying: boolean; style: NumberStyle },
) {
  const isWhole = series.every(({ values }) => values.every((v) => v === null || v % 1 === 0));
  return {
    type: 'value',
    // Beside lying bars there is no room for it: it stands below the title.
    ...(!isLying && { name: unit, nameLocation: 'end', nameGap: 10 }),
    // Long words would be cut off left of the axis.
    nameTextStyle: { ...TEXT, align: 'left' },
    // Bars and areas begin at nothing; a line may show a part of the scale.
    scale: kind === 'LINE' && !nearNothing(series),
    ...(isWhole && { minInterval: 1 }),
    splitNumber: 4,
    axisLabel: { ...TEXT, hideOverlap: true, formatter: (one: number) => axisText(one, style) },
    splitLine: { lineStyle: { color: INK.line } },
    axisLine: { show: false },
  };
}

/** A line that comes near nothing is shown from there: half a scale would mislead. */
function nearNothing(series: readonly ChartSeries[]): boolean {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  if (values.length === 0) return true;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least <= 0 || least < most * 0.6;
}

function seriesOf(kind: DrawnKind, { name, values, isCompared }: ChartSeries, at: number) {
  const colour = COLOURS[at % COLOURS.length];
  const plain = { name, data: values, silent: true };
  if (kind === 'BAR' || kind === 'STACKED_BAR') {
    const stack = kind === 'STACKED_BAR' && !isCompared ? { stack: 'all' } : {};
    const edge = kind === 'STACKED_BAR' ? { borderColor: '#ffffff', borderWidth: 1 } : {};
    const opacity = isCompared ? 0.45 : 1;
    return {
      ...{ ...plain, ...stack, type: 'bar', barMaxWidth: 36, barGap: '8%' },
      itemStyle: { color: colour, opacity, ...edge },
    };
  }
  const dash = isCompared ? [3, 3] : DASHES[at % DASHES.length];
  return {
    ...{ ...plain, type: 'line', connectNulls: false },
    symbol: MARKS[at % MARKS.length],
    symbolSize: 6,
    showSymbol: values.length <= 40,
    lineStyle: { color: colour, width: 2, type: dash },
    itemStyle: { color: colour },
    ...(kind === 'AREA' && { stack: 'all', areaStyle: { color: colour, opacity: 0.35 } }),
  };
}

const MOST_PARTS = 6;

function ring(
  { categories, series, unit }: ChartData,
  given: { style: NumberStyle; other: string },
) {
  const values = series[0]?.values ?? [];
  const parts = categories
    .map((name, at) => ({ name, value: values[at] ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  const few = parts.length > MOST_PARTS ? parts.slice(0, MOST_PARTS - 1) : parts;
  const rest = parts.slice(few.length).reduce((sum, { value }) => sum + value, 0);
  const data = rest > 0 ? [...few, { name: given.other, value: rest }] : few;
  const all = data.reduce((sum, { value }) => sum + value, 0);
  const percent = { place: given.style.place, chart: { isPercent: true } };
  const words = (name: string, value: number) => {
    const share = axisText(Math.round((value / all) * 100) / 100, percent);
    return `${name}\n${axisText(value, given.style)} ${unit} \u00b7 ${share}`;
  };
  return {
    series: [
      {
        type: 'pie' as const,
        silent: true,
        radius: ['38%', '66%'],
        data,
        startAngle: 90,
        itemStyle: { borderColor: '#ffffff', borderWidth: 2 },
        label: {
          ...TEXT,
          lineHeight: 14,
          formatter: ({ name, value }: { name: string; value?: unknown }) =>
            words(name, Number(value)),
        },
        labelLine: { length: 8, length2: 8 },
      },
    ],
  };
}
