import * as fc from 'fast-check';
import type { Where } from '../src/model/expose.js';
import type { OrderInput } from '../src/read/order.js';
import { POOLS, type Rows, type TypeName } from './sample-data.js';
import { recordOf } from './sample-reference.js';

type Pool = keyof typeof POOLS;
type Wheres = fc.Arbitrary<Where>;

const RANGE = ['eq', 'gt', 'gte', 'lt', 'lte'];
const TEXT = fc.constantFrom('a', 'A', '%', '_', '\\', "'", 'ä', '', 'ab%', 'b_', 'chunks', '1');

/** What a condition on a value may say: operators over values that occur. */
function values(values: readonly unknown[], words: readonly string[], pattern = false): Wheres {
  const known = fc.constantFrom(...values.filter((one) => one !== null));
  const parts: fc.Arbitrary<[string, unknown]>[] = [
    fc.tuple(fc.constantFrom(...words), known),
    fc.tuple(fc.constant('in'), fc.array(known, { maxLength: 3 })),
    fc.tuple(fc.constant('isNull'), fc.boolean()),
  ];
  if (pattern) parts.push(fc.tuple(fc.constantFrom('contains', 'startsWith'), TEXT));
  return fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 2 }).map(objectOf);
}

const objectOf = (entries: [string, unknown][]) => Object.fromEntries(entries) as Where;
const numbers = (pool: Pool) => values(POOLS[pool], RANGE);
const texts = (pool: Pool) => values(POOLS[pool], RANGE, true);

const money = fc.oneof(
  values(POOLS.price, RANGE).map((amount) => ({ amount })),
  values(POOLS.currency, RANGE, true).map((currency) => ({ currency })),
  fc.record({ amount: values(POOLS.price, RANGE), currency: values(POOLS.currency, ['eq']) }),
  fc.boolean().map((isNull) => ({ isNull })),
);

type Leaves = Readonly<Record<TypeName, Readonly<Record<string, Wheres>>>>;

/** Filters of every type and relation over the rows, at most `depth` levels deep. */
export function filters(rows: Rows, theirs: Rows) {
  const id = (type: TypeName) => {
    const all = [...rows[type].slice(0, 6), ...theirs[type].slice(0, 2)].map((one) => one.id);
    return values(all, ['eq']);
  };
  const leaves: Leaves = {
    SampleItem: { id: id('SampleItem'), ...ITEM },
    SampleShelf: { id: id('SampleShelf'), name: texts('name'), floor: numbers('floor') },
    SamplePerson: { id: id('SamplePerson'), name: texts('name') },
    SamplePeriod: {
      validFrom: numbers('validFrom'),
      validTo: numbers('validTo'),
      label: texts('label'),
      share: numbers('share'),
    },
    SampleStay: { place: texts('place'), startsAt: numbers('startsAt'), endsAt: numbers('endsAt') },
  };
  return { where: (type: TypeName, depth: number) => where(leaves, type, depth) };
}

const ITEM = {
  tag: texts('tag'),
  note: texts('note'),
  amount: numbers('amount'),
  small: values([...POOLS.small, 40_000], RANGE),
  views: values([...POOLS.views, '1.5', '92233720368547758070'], RANGE),
  rate: numbers('rate'),
  isActive: values(POOLS.isActive, ['eq']).map(({ in: _in, ...rest }) => rest as Where),
  weight: numbers('weight'),
  madeOn: numbers('madeOn'),
  seenAt: numbers('seenAt'),
  state: values(POOLS.state, ['eq']),
  mood: values(POOLS.mood, ['eq']),
  price: money,
  tax: money,
};

function where(leaves: Leaves, type: TypeName, depth: number): Wheres {
  const leaf = fc.oneof(
    ...Object.entries(leaves[type]).map(([name, of]) =>
      of.map((value): Where => ({ [name]: value })),
    ),
  );
  if (depth <= 1) return leaf;
  const inner = where(leaves, type, depth - 1);
  const list = fc.array(inner, { maxLength: 3 });
  const combined = fc.oneof(
    inner.map((not): Where => ({ not })),
    list.map((and): Where => ({ and })),
    list.map((or): Where => ({ or })),
  );
  const single = fc.oneof(leaf, leaf, combined, ...relations(leaves, type, depth));
  const both = fc.tuple(single, leaf).map(([left, right]) => ({ ...left, ...right }));
  return fc.oneof(single, both);
}

function relations(leaves: Leaves, type: TypeName, depth: number): Wheres[] {
  return [...recordOf(type).fields.values()].flatMap((field): Wheres[] => {
    if (!('target' in field)) return [];
    if (!field.filterable) return [];
    const inner = where(leaves, field.target().name as TypeName, depth - 1);
    const none = fc.constant<Where>({});
    if (field.kind !== 'many') {
      const special: Wheres[] = [none];
      if (field.kind === 'toOne') special.push(fc.constant({ id: { isNull: true } }));
      const any = fc.oneof({ weight: 4, arbitrary: inner }, ...special);
      return [any.map((value) => ({ [field.name]: value }))];
    }
    const word = fc.constantFrom('some', 'none', 'every');
    const quantified = fc.tuple(word, fc.oneof(inner, inner, none));
    return [quantified.map(([key, value]) => ({ [field.name]: { [key]: value } }))];
  });
}

/** Orders of a type: up to three keys, each way, nulls on each side. */
export function orders(type: TypeName): fc.Arbitrary<OrderInput[]> {
  const names = [...recordOf(type).fields.values()]
    .filter((field) => field.orderable)
    .map((field) => field.name);
  const key = fc.record(
    {
      field: fc.constantFrom(...names),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
      nulls: fc.constantFrom('FIRST' as const, 'LAST' as const),
    },
    { requiredKeys: ['field'] },
  );
  return fc.array(key, { maxLength: 3 });
}

/** An order as the API has it: `madeOn` is `MADE_ON`. */
export function apiOrder(orderBy: readonly OrderInput[]): object[] {
  return orderBy.map(({ field, ...rest }) => ({
    field: field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
    ...rest,
  }));
}
