import type { Growth } from '../results.js';

const WIDTH = 640;
const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 24;
const TOP = 40;
const BOTTOM = 52;
const TICKS = 5;

/** One series as a line with points on linear axes from zero: an SVG that reads in both themes. */
export function plotSvg({ title, of, unit, points }: Growth): string {
  const xTicks = ticksTo(Math.max(...points.map(({ x }) => x)));
  const yTicks = ticksTo(Math.max(...points.map(({ y }) => y)));
  const xEnd = xTicks.at(-1) ?? 1;
  const yEnd = yTicks.at(-1) ?? 1;
  const px = (x: number): number => LEFT + (x / xEnd) * (WIDTH - LEFT - RIGHT);
  const py = (y: number): number => HEIGHT - BOTTOM - (y / yEnd) * (HEIGHT - TOP - BOTTOM);
  const at = (x: number, y: number): string => `${px(x).toFixed(1)},${py(y).toFixed(1)}`;
  const path = points.map(({ x, y }) => at(x, y)).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"`,
    ` font-family="sans-serif" font-size="12"><title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<g fill="#333333">`,
    `<text x="${LEFT}" y="22" font-size="15">${escaped(title)}</text>`,
    ...yTicks.map((y) => yTick(y, py(y))),
    ...xTicks.map((x) => xTick(x, px(x))),
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 10}" text-anchor="end">${escaped(of)}</text>`,
    `<text x="${WIDTH - RIGHT}" y="22" text-anchor="end">${escaped(unit)}</text></g>`,
    `<polyline points="${path}" fill="none" stroke="#1f6feb" stroke-width="2"/>`,
    `<g fill="#1f6feb">`,
    ...points.map(({ x, y }) => {
      const [cx, cy] = at(x, y).split(',');
      return `<circle cx="${cx}" cy="${cy}" r="3.5"><title>${x}: ${y}</title></circle>`;
    }),
    `</g></svg>\n`,
  ].join('\n');
}

function yTick(value: number, y: number): string {
  return (
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="#dddddd"/>` +
    `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${shown(value)}</text>`
  );
}

function xTick(value: number, x: number): string {
  return `<text x="${x}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${shown(value)}</text>`;
}

/** Round numbers from zero to at least `most`. */
function ticksTo(most: number): number[] {
  const rough = (most > 0 ? most : 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step - 1e-9) || 1;
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

function shown(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
