import type { RecordType } from '../model/record-type.js';
import type { PluginDefinition } from '../plugin/definition.js';
import { type MetricFact, pathsOf, pathsOfMeasure } from './declaration.js';
import { fieldsOfWhere, type PathEnd, walk } from './paths.js';
import { rollupFaults } from './rollup-faults.js';

type Records = ReadonlyMap<string, RecordType>;

/** What every fact of all plugins is held against. */
interface Check {
  records: Records;
  /** Measure -> its plugin. */
  measures: Map<string, string>;
  /** Dimension -> what its values are, in words. */
  dimensions: Map<string, string>;
  /** Ids of the plugins that are there. */
  plugins: ReadonlySet<string>;
  /** Names of roll-ups. */
  rollups: Set<string>;
  faults: string[];
}

const NAME = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/;

/** Faults of the models of figures: names, paths, and dimensions that facts cannot share. */
export function metricFaults(plugins: readonly PluginDefinition[], records: Records): string[] {
  const names = { measures: new Map(), dimensions: new Map(), rollups: new Set<string>() };
  const ids = new Set(plugins.map(({ id }) => id));
  const check: Check = { records, ...names, plugins: ids, faults: [] };
  for (const { id, metrics = [] } of plugins) {
    for (const fact of metrics) checkFact(check, id, fact);
  }
  for (const { id, metrics = [] } of plugins) {
    for (const fact of metrics) checkRatios(check, id, fact);
  }
  return check.faults;
}

function checkFact(check: Check, plugin: string, fact: MetricFact): void {
  const record = check.records.get(fact.type.name);
  if (!record) {
    check.faults.push(`Plugin "${plugin}" counts ${fact.type.name}, which is no record type.`);
    return;
  }
  const time = (path: string) => {
    const { steps, end } = walk(record, path);
    const isDay = end.kind === 'column' && DAYS.has(end.field.codec);
    if (!isDay) throw new Error(`"${path}" is neither a day nor an instant.`);
    if (steps.some(({ field }) => field.kind !== 'toOne')) {
      throw new Error(`"${path}": the day of a row cannot depend on a day, or on one of many.`);
    }
  };
  attempt(check, [plugin, `the time of ${record.name}`], () => fact.time && time(fact.time.path));
  for (const [name, { path, label, ages }] of Object.entries(fact.dimensions)) {
    attempt(check, [plugin, `dimension ${name}`], () => {
      if (name.endsWith('.*') !== path.includes('=*]')) throw new Error('its star has no place.');
      if (!NAME.test(name.replace(/\.\*$/, '')))
        throw new Error('a name has the form plugin.dimension.');
      if (label !== undefined) walk(record, `${path}.${label}`);
      const { end } = walk(record, path);
      if (ages && !(end.kind === 'column' && DAYS.has(end.field.codec))) {
        throw new Error(`"${path}" is neither a day nor an instant.`);
      }
      share(check, name, `${wordsOf(end)} ${label ?? ''} ${ages?.join() ?? ''}`);
    });
  }
  for (const name of Object.keys(fact.measures))
    checkMeasure(check, { plugin, name, record, fact });
  check.faults.push(...rollupFaults(plugin, { fact, record }, check.rollups));
}

const DAYS: ReadonlySet<string> = new Set(['date', 'instant']);

function checkMeasure(
  check: Check,
  {
    plugin,
    name,
    record,
    fact,
  }: { plugin: string; name: string; record: RecordType; fact: MetricFact },
): void {
  attempt(check, [plugin, `measure ${name}`], () => {
    const measure = fact.measures[name];
    if (!measure) return;
    if (!NAME.test(name) || !name.startsWith(`${plugin}.`)) {
      throw new Error(`a name has the form ${plugin}.measure.`);
    }
    const owner = check.measures.get(name);
    if (owner !== undefined) throw new Error(`plugin "${owner}" has a measure of that name.`);
    check.measures.set(name, plugin);
    if (measure.kind === 'RATIO') return;
    const ends = pathsOfMeasure(measure).map((path) => walk(record, path).end);
    if (measure.where) fieldsOfWhere(record, measure.where);
    if (measure.kind === 'BALANCE' && !measure.time && !fact.time) {
      throw new Error('a balance needs a time.');
    }
    if (ends.filter(({ kind }) => kind === 'money').length > 1) {
      throw new Error('amounts of two fields may have two currencies.');
    }
    if (measure.kind === 'COUNT' || measure.kind === 'COUNT_DISTINCT') return;
    const { kind, of } = measure;
    const mayBeDay = kind === 'MIN' || kind === 'MAX' || typeof of === 'object';
    for (const path of of === undefined ? [] : pathsOf(of)) {
      demandNumber(walk(record, path).end, { path, mayBeDay });
    }
  });
}

function demandNumber(end: PathEnd, { path, mayBeDay }: { path: string; mayBeDay: boolean }): void {
  if (end.kind === 'money') return;
  const codec = end.kind === 'column' ? end.field.codec : '';
  if (NUMBERS.has(codec) || (mayBeDay && DAYS.has(codec))) return;
  throw new Error(`"${path}" is no number.`);
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'float', 'decimal']);

function checkRatios(check: Check, plugin: string, { measures }: MetricFact): void {
  for (const [name, measure] of Object.entries(measures)) {
    if (measure.kind !== 'RATIO') continue;
    for (const part of [measure.of, measure.per]) {
      // A quotient over a plugin that is not there is left out; see `createMetricSource`.
      const isAbsent = !check.plugins.has(part.split('.')[0] ?? '');
      if (check.measures.has(part) || isAbsent) continue;
      check.faults.push(`Plugin "${plugin}", measure ${name}: there is no measure ${part}.`);
    }
  }
}

/** Facts that name a dimension alike mean the same values by it. */
function share(check: Check, name: string, words: string): void {
  const known = check.dimensions.get(name) ?? words;
  check.dimensions.set(name, known);
  if (known !== words) throw new Error(`another fact means ${known.trim()} by that name.`);
}

function wordsOf(end: PathEnd): string {
  switch (end.kind) {
    case 'record':
      return end.record.name;
    case 'attribute':
      return `${end.record.name}.attributes.${end.key}`;
    case 'money':
      throw new Error('an amount is no dimension.');
    case 'column':
      return end.field.enumName ?? end.field.codec;
  }
}

function attempt(check: Check, [plugin, what]: [string, string], work: () => void): void {
  try {
    work();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    check.faults.push(`Plugin "${plugin}", ${what}: ${text}`);
  }
}
