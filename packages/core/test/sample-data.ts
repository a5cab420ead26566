import type { SampleGraph } from './sample.js';

/** Rows in API values, ids as uuids: what the tests of the planner compare with. */
export interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}
export type TypeName =
  'SampleItem' | 'SampleShelf' | 'SamplePerson' | 'SamplePeriod' | 'SampleStay';
export type Rows = Readonly<Record<TypeName, readonly Row[]>>;

/** Small sets of values, so that ties, hits and misses all occur. */
export const POOLS = {
  tag: ['A-1', 'a%b', 'x_y', 'Ä', 'back\\slash', "it's", 'plain', 'Zed', 'ö🥊', 'NULL'],
  note: [null, null, '', 'chunks', 'A', 'a', 'Ab%', 'b_c', 'ä', '$1', '"q"'],
  amount: [null, null, -3, 0, 1, 1, 2, 100],
  small: [1, 1, 2, -7],
  views: ['0', '1', '9007199254740993', '9223372036854775807', '-9223372036854775808'],
  rate: [null, 0, 0.5, -0.25, 1.75],
  isActive: [true, false],
  weight: [null, '0.000000000001', '12345678901234567890.5', '-1', '7'],
  madeOn: [null, '2024-02-29', '2025-01-01', '2025-12-31', '0001-01-01'],
  seenAt: [
    null,
    '2026-03-31T12:00:00.000Z',
    '2026-03-31T12:00:00.001Z',
    '1969-07-20T20:17:40.500Z',
  ],
  state: ['READY', 'USED', 'GONE'],
  mood: [null, 'READY', 'USED'],
  price: ['1', '2.5', '1000000.01', '-4'],
  currency: ['EUR', 'USD', 'JPY'],
  floor: [null, 0, 1, 2],
  capacity: [1, 5, 10],
  name: ['Ann', 'ann', 'Bo', 'Çe', 'D_', 'Z%'],
  label: [null, 'chunks', 'x', 'Y'],
  share: ['1.0000', '0.5000', '0.3333'],
  place: ['here', 'There'],
  validFrom: ['2026-01-01', '2026-03-31', '2026-04-01', '2025-06-01'],
  validTo: [null, '2026-03-31', '2026-04-01', '2027-01-01'],
  startsAt: ['2026-03-31T12:00:00.000Z', '2026-03-31T11:59:59.999Z', '2026-01-01T00:00:00.000Z'],
  endsAt: [null, '2026-03-31T12:00:00.000Z', '2026-03-31T12:00:00.001Z'],
} as const;

/** Pseudo-random numbers (mulberry32), so that the rows are the same always. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SIZES = { SampleShelf: 7, SamplePerson: 9, SampleItem: 70, SamplePeriod: 45, SampleStay: 35 };

/** The rows of one organization; deterministic. */
export function sampleRows(seed: number): Rows {
  const make = maker(seed);
  const shelves = make.rows('SampleShelf', (n) => ({
    name: `${make.pick('name')} ${n}`,
    floor: make.pick('floor'),
    capacity: make.pick('capacity'),
  }));
  const people: Row[] = [];
  make.rows(
    'SamplePerson',
    () => ({ name: make.pick('name'), boss: make.one(people, 0.3) }),
    people,
  );
  const items: Row[] = [];
  make.rows('SampleItem', (n) => make.item(n, { shelves, people, items }), items);
  const periods = make.rows('SamplePeriod', () => {
    const validFrom = make.pick('validFrom');
    const validTo = make.pick('validTo');
    const open = validTo !== null && validTo <= validFrom ? null : validTo;
    const rest = { label: make.pick('label'), share: make.pick('share') };
    return { validFrom, validTo: open, item: make.one(items), ...rest };
  });
  const stays = make.rows('SampleStay', () => ({
    startsAt: make.pick('startsAt'),
    endsAt: make.pick('endsAt'),
    place: make.pick('place'),
    item: make.one(items),
  }));
  return {
    SampleItem: items,
    SampleShelf: shelves,
    SamplePerson: people,
    SamplePeriod: periods,
    SampleStay: stays,
  };
}

type Others = { shelves: readonly Row[]; people: readonly Row[]; items: readonly Row[] };

function maker(seed: number) {
  const random = randomOf(seed);
  const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const pick = <K extends keyof typeof POOLS>(pool: K) =>
    of<(typeof POOLS)[K][number]>(POOLS[pool]);
  const one = (list: readonly Row[], none = 0) =>
    list.length === 0 || random() < none ? null : of(list).id;
  const uuid = () => {
    const tail = Math.floor(random() * 2 ** 47)
      .toString(16)
      .padStart(12, '0');
    return `00000000-0000-7${seed}00-8000-${tail}`;
  };
  const rows = (type: TypeName, fields: (n: number) => object, into: Row[] = []) => {
    for (let n = 0; n < SIZES[type]; n++) into.push({ id: uuid(), ...fields(n) });
    return into;
  };
  const money = () => ({ amount: pick('price'), currency: pick('currency') });
  const plain = [
    'note',
    'amount',
    'small',
    'views',
    'rate',
    'isActive',
    'weight',
    'madeOn',
    'seenAt',
    'state',
    'mood',
  ] as const;
  const item = (n: number, { shelves, people, items }: Others) => ({
    tag: `${pick('tag')}${n}`,
    serial: random() < 0.5 ? null : `S${n}`,
    ...Object.fromEntries(plain.map((name) => [name, pick(name)])),
    price: money(),
    tax: random() < 0.4 ? null : money(),
    shelf: one(shelves),
    owner: one(people, 0.3),
    keeper: one(people),
    parent: one(items, 0.4),
  });
  return { pick, one, rows, item };
}

const TABLES: Readonly<Record<TypeName, string>> = {
  SampleShelf: 'sample.shelf',
  SamplePerson: 'sample.person',
  SampleItem: 'sample.item',
  SamplePeriod: 'sample.period',
  SampleStay: 'sample.stay',
};

/** Puts the rows into the database. */
export async function insertRows(
  graph: SampleGraph,
  organization: string,
  rows: Rows,
): Promise<void> {
  for (const [type, table] of Object.entries(TABLES)) {
    await graph.insert(table, organization, rows[type as TypeName].map(columnsOf));
  }
  // Without figures of the tables PostgreSQL takes an organization for one row, and joins so.
  await graph.database.owner.query(`analyze ${Object.values(TABLES).join(', ')}`);
}

const RELATIONS = new Set(['shelf', 'owner', 'keeper', 'parent', 'boss', 'item']);
const AT = '2026-01-01T00:00:00.000Z';

function columnsOf(row: Row): object {
  const columns: Record<string, unknown> = { version: 1, created_at: AT, updated_at: AT };
  for (const [name, value] of Object.entries(row)) {
    const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (name === 'price' || name === 'tax') {
      const money = value as { amount: string; currency: string } | null;
      columns[`${column}_amount`] = money?.amount ?? null;
      columns[`${column}_currency`] = money?.currency ?? null;
    } else columns[RELATIONS.has(name) ? `${column}_id` : column] = value;
  }
  return 'tag' in row ? { ...columns, labels: [] } : columns;
}
