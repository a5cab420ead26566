import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Results } from '../results.js';
import { resultText } from './document.js';
import { plotSvg } from './plot.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const RESULTS = path.join(ROOT, 'benchmarks/results');
const DOCUMENT = path.join(ROOT, 'docs/performance.md');
const PLOTS = path.join(ROOT, 'docs/performance');
const [BEGIN, END] = ['<!-- results: written by npm run bench -->', '<!-- end of results -->'];

/**
 * Keeps what was measured: the JSON by commit, and from it the numbers and plots of the document.
 * Parts that are run by name complete the file of their commit. A quick run is for trends and
 * leaves the document alone.
 */
export function keepResults(measured: Results): string {
  mkdirSync(RESULTS, { recursive: true });
  if (measured.quick) return write('quick', measured);
  const results = { ...measured, ...withEarlier(measured) };
  mkdirSync(PLOTS, { recursive: true });
  for (const series of results.growth) {
    writeFileSync(path.join(PLOTS, `${series.key}.svg`), plotSvg(series));
  }
  const document = readFileSync(DOCUMENT, 'utf8');
  const [before = '', rest = ''] = document.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n${resultText(results)}\n${after}`);
  return write(results.commit, results);
}

function write(name: string, results: Results): string {
  const file = path.join(RESULTS, `${name}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  return path.relative(ROOT, file);
}

/** What is known of the same commit, with what is measured now in its place. */
function withEarlier({
  commit,
  items,
  figures,
  growth,
}: Results): Pick<Results, 'items' | 'figures' | 'growth'> {
  const file = path.join(RESULTS, `${commit}.json`);
  if (!existsSync(file)) return { items, figures, growth };
  const known = JSON.parse(readFileSync(file, 'utf8')) as Results;
  return {
    items: replaced(known.items, items),
    figures: replaced(known.figures, figures),
    growth: replaced(known.growth, growth),
  };
}

function replaced<T extends { key: string }>(known: readonly T[], now: readonly T[]): T[] {
  const fresh = new Map(now.map((one) => [one.key, one]));
  const kept = known.map((one) => fresh.get(one.key) ?? one);
  const names = new Set(known.map(({ key }) => key));
  return [...kept, ...now.filter(({ key }) => !names.has(key))];
}
