import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
 * Keeps a whole run: the JSON by commit, and from it the numbers and plots of the document. A quick
 * run is for trends and leaves the document alone.
 */
export function keepResults(results: Results, say: (line: string) => void): void {
  mkdirSync(RESULTS, { recursive: true });
  const text = `${JSON.stringify(results, null, 1)}\n`;
  if (results.quick) {
    writeFileSync(path.join(RESULTS, 'quick.json'), text);
    say('kept in benchmarks/results/quick.json');
    return;
  }
  for (const name of [results.commit, 'latest']) {
    writeFileSync(path.join(RESULTS, `${name}.json`), text);
  }
  mkdirSync(PLOTS, { recursive: true });
  for (const series of results.growth) {
    writeFileSync(path.join(PLOTS, `${series.key}.svg`), plotSvg(series));
  }
  const document = readFileSync(DOCUMENT, 'utf8');
  const [before = '', rest = ''] = document.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n${resultText(results)}\n${after}`);
  say(`kept in benchmarks/results/${results.commit}.json and docs/performance.md`);
}
