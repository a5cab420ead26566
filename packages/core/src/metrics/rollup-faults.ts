import type { RecordField, RecordType } from '../model/record-type.js';
import type { MetricFact } from './declaration.js';
import { fieldsOfWhere } from './paths.js';
import type { MetricRollup } from './rollup-declaration.js';

/** Faults of the roll-ups of a fact, in words; `seen` are the names of those before. */
export function rollupFaults(
  plugin: string,
  { fact, record }: { fact: MetricFact; record: RecordType },
  seen: Set<string>,
): string[] {
  return (fact.rollups ?? []).flatMap((rollup) => {
    const faults = [...nameFaults(plugin, rollup, seen), ...timeFaults(record, { fact, rollup })];
    faults.push(...fieldFaults(record, rollup));
    return faults.map((fault) => `Plugin "${plugin}", roll-up ${rollup.name}: ${fault}`);
  });
}

const NAME = /^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/;

function nameFaults(plugin: string, { name, table }: MetricRollup, seen: Set<string>): string[] {
  const faults: string[] = [];
  if (!NAME.test(name) || !name.startsWith(`${plugin}.`)) {
    faults.push(`a name has the form ${plugin}.rollup.`);
  }
  if (seen.has(name)) faults.push('another one has that name.');
  seen.add(name);
  if (!/^[a-z][a-z0-9_]*$/.test(table)) faults.push(`"${table}" is no name of a table.`);
  return faults;
}

function timeFaults(
  record: RecordType,
  { fact, rollup }: { fact: MetricFact; rollup: MetricRollup },
): string[] {
  const { time } = fact;
  const field = time && record.fields.get(time.path);
  if (field?.kind !== 'column' || time?.offset !== undefined) {
    return ['it needs a fact whose time is a day or instant of the row itself.'];
  }
  const isInstant = field.codec === 'instant';
  if (isInstant === (rollup.zone !== undefined)) return [];
  return [isInstant ? 'name the zone in which days begin.' : 'days have no zone.'];
}

function fieldFaults(record: RecordType, { carries, sums, holds = {} }: MetricRollup): string[] {
  const faults: string[] = [];
  const field = (name: string, fits: (field: RecordField) => boolean, fault: string) => {
    const found = record.fields.get(name);
    if (!found || !fits(found)) faults.push(`${record.name}.${name} ${fault}`);
  };
  for (const name of carries) {
    field(name, ({ kind }) => CARRIED.has(kind), 'is no column and no key to one record.');
  }
  for (const name of sums) {
    field(name, isNumber, 'is no number of the row.');
    if (record.fields.get(name)?.kind === 'money' && !carries.includes(name)) {
      faults.push(`${record.name}.${name} is an amount: carry it too, for its currency.`);
    }
  }
  for (const [column, where] of Object.entries(holds)) {
    if (!/^[a-z][a-z0-9_]*$/.test(column)) faults.push(`"${column}" is no name of a column.`);
    try {
      fieldsOfWhere(record, where);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  return faults;
}

const CARRIED: ReadonlySet<RecordField['kind']> = new Set(['column', 'toOne', 'money']);
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal']);

function isNumber(field: RecordField): boolean {
  if (field.kind === 'money') return true;
  return field.kind === 'column' && NUMBERS.has(field.codec) && !field.sealed;
}
