import type { RecordField, RecordType } from '../model/record-type.js';
import type { MetricFact } from './declaration.js';
import type { MetricRollup } from './rollup-declaration.js';
import { rollupFaults } from './rollup-faults.js';
import { rollupTable } from './rollup-table.js';

/** What stops the boot, and what never gets into a statement. */

const column = (name: string, codec: string) =>
  [name, { kind: 'column', name, column: name, codec, sealed: false }] as const;
const fields = [
  column('soldOn', 'date'),
  column('soldAt', 'instant'),
  column('count', 'integer'),
  column('note', 'text'),
  ['price', { kind: 'money', name: 'price', amountColumn: 'a', currencyColumn: 'c' }] as const,
  ['lines', { kind: 'many', name: 'lines' }] as const,
];
const record = {
  name: 'Sale',
  fields: new Map(fields) as unknown as ReadonlyMap<string, RecordField>,
} as RecordType;

const good: MetricRollup = {
  name: 'shop.saleMonths',
  description: 'Sales by month.',
  table: 'sale_month',
  grain: 'MONTH',
  carries: ['price', 'note'],
  sums: ['price', 'count'],
  holds: { is_big: { count: { gte: 3 } } },
};

function faults(change: Partial<MetricRollup>, time: MetricFact['time'] = { path: 'soldOn' }) {
  const fact = { time, rollups: [{ ...good, ...change }] } as unknown as MetricFact;
  return rollupFaults('shop', { fact, record }, new Set(['shop.taken']));
}

test('a roll-up that fits has no faults', () => {
  expect(faults({})).toEqual([]);
  expect(faults({ zone: 'UTC' }, { path: 'soldAt' })).toEqual([]);
});

test.each<[string, Partial<MetricRollup>, MetricFact['time'], string]>([
  ['a name of somebody else', { name: 'hr.x' }, undefined, 'a name has the form shop.rollup.'],
  ['a name twice', { name: 'shop.taken' }, undefined, 'another one has that name.'],
  ['SQL for a table', { table: 'a; drop table b' }, undefined, 'is no name of a table.'],
  ['SQL for a column', { holds: { 'a"b': {} } }, undefined, 'is no name of a column.'],
  ['many records', { carries: ['lines', 'price'] }, undefined, 'Sale.lines is no column'],
  ['a text that is summed', { sums: ['note'] }, undefined, 'Sale.note is no number'],
  ['an amount without its currency', { carries: [] }, undefined, 'carry it too'],
  ['an instant without a zone', {}, { path: 'soldAt' }, 'name the zone'],
  ['a zone of days', { zone: 'UTC' }, undefined, 'days have no zone.'],
  ['a day that is shifted', {}, { path: 'soldOn', offset: -1 }, 'needs a fact whose time'],
  [
    'a condition of no field',
    { holds: { is_x: { nothing: {} } } },
    undefined,
    'has no field nothing',
  ],
])('%s stops the boot', (_, change, time, fault) => {
  expect(faults(change, time).join('\n')).toContain(fault);
});

test('the statements of a roll-up are frozen: migrations are', () => {
  const { up, down } = rollupTable({
    schema: 'shop',
    table: 'sale_month',
    of: 'sale',
    description: "A month's sales.",
    grain: 'MONTH',
    day: 'r.sold_on',
    keys: { note: 'text' },
    holds: { is_big: 'r.count >= 3' },
    sums: ['count'],
  });
  expect(up).toMatchSnapshot('up');
  expect(down).toMatchSnapshot('down');
});
