import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import type { TestApp } from '@bureau/testing';
import { type BookLine, createBooks, inputOf, type TestBooks } from '../../test/books.js';

/**
 * One journal in three organizations: in the order of its dates; in random order; and with mistakes
 * in between that were taken back. Everything that moves cash in some way is in it.
 */

type Piece = {
  debit: string;
  credit: string;
  cents: number;
  value: number;
  isForeign: boolean;
};
type Drawn = { on: string; pieces: Piece[]; backOn: string | null };

const ACCOUNTS = ['1000', '1010', '1210', '1300', '1510', '1590', '2300', '2500', '3000', '4000'];
const MORE = ['4820', '5000', '6100', '6500', '7100', '1010', '1010', '4000', '6100', '1800'];
const DAYS = ['2025-01-01', '2025-01-31', '2025-06-15', '2025-12-31', '2026-01-01', '2026-02-14'];
const DATES = [...DAYS, '2025-03-31', '2026-02-20'];
const account = fc.constantFrom(...ACCOUNTS, ...MORE);
const drawn = fc.record({
  on: fc.constantFrom(...DAYS),
  pieces: fc.array(
    fc.record({
      debit: account,
      credit: account,
      cents: fc.integer({ min: 1, max: 10_000_000 }),
      value: fc.nat(1),
      isForeign: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  backOn: fc.option(fc.constant('2026-02-15'), { nil: null, freq: 3 }),
});

let books: TestBooks;
/** In the order of dates, in random order, with mistakes; each with its two dimension values. */
let places: { app: TestApp; values: string[] }[];
const entries: Drawn[] = fc.sample(drawn, { numRuns: 45, seed: 20_261_122 });

beforeAll(async () => {
  books = await createBooks(() => new Date('2026-03-01T10:00:00Z'));
  places = [
    { app: books.app, values: await valuesOf(books.app) },
    await furtherBooks(),
    await furtherBooks(),
  ];
  const [dated, random, mistaken] = places;
  const inOrder = [...entries].sort((left, right) => (left.on < right.on ? -1 : 1));
  const shuffled = fc.sample(fc.shuffledSubarray(entries, { minLength: entries.length }), {
    ...{ numRuns: 1, seed: 7 },
  })[0];
  await openBooks(dated!, inOrder, false);
  await openBooks(random!, shuffled!, false);
  await openBooks(mistaken!, inOrder, true);
});
afterAll(() => books?.close());

async function furtherBooks() {
  const app = await books.app.otherOrganization();
  const as = app.owner;
  const setUp = { chart: 'STANDARD', baseCurrency: 'EUR', startsOn: '2025-01-01' };
  await books.mutate('accountingSetUp', setUp, { as });
  await books.mutate('fiscalYearCreate', { startsOn: '2026-01-01' }, { as });
  return { app, values: await valuesOf(app) };
}

async function valuesOf({ owner: as }: TestApp): Promise<string[]> {
  const made = await books.mutate(
    'dimensionCreate',
    { code: 'CENTRE', name: 'Cost centre' },
    { as, select: 'dimension { id }' },
  );
  const ids: string[] = [];
  for (const code of ['NORTH', 'SOUTH']) {
    const input = { dimensionId: made.dimension.id, code, name: code };
    const value = await books.mutate('dimensionValueCreate', input, {
      ...{ as, select: 'dimensionValue { id }' },
    });
    ids.push(value.dimensionValue.id);
  }
  return ids;
}

type Place = (typeof places)[number];

async function openBooks(place: Place, drawnEntries: Drawn[], hasMistakes: boolean): Promise<void> {
  const as = place.app.owner;
  const dimensionValueIds = place.values.slice(0, 1);
  const opening: BookLine[] = [
    ['1010', '5000', { dimensionValueIds }],
    ['2500', '-3000', { dimensionValueIds }],
    ['1990', '-2000', { dimensionValueIds }],
  ];
  const { lines } = inputOf({ on: '', lines: opening.slice(0, 2) });
  const opened = await books.mutate(
    'openingBalancesPost',
    { postedOn: '2025-01-01', lines },
    { as },
  );
  expect(opened.userErrors).toEqual([]);
  const ids = await post(place, drawnEntries);
  for (const [at, { backOn }] of drawnEntries.entries()) {
    if (backOn !== null) await reverse(place, ids[at]!, backOn);
  }
  if (!hasMistakes) return;
  const mistakes = drawnEntries.slice(0, 6);
  const wrong = await post(place, mistakes);
  for (const [at, id] of wrong.entries()) await reverse(place, id, mistakes[at]!.on);
}

async function post({ app, values }: Place, drawnEntries: Drawn[]): Promise<string[]> {
  const inputs = drawnEntries.map(({ on, pieces }) =>
    inputOf({ on, lines: linesOf(pieces, values) }),
  );
  const { results, userErrors } = await books.mutate(
    'journalEntryPostBatch',
    { entries: inputs },
    { as: app.owner, select: 'results { journalEntry { id } }' },
  );
  expect(userErrors).toEqual([]);
  return results.map((one: { journalEntry: { id: string } }) => one.journalEntry.id);
}

async function reverse({ app }: Place, id: string, postedOn: string): Promise<void> {
  const { userErrors } = await books.mutate(
    'journalEntryReverse',
    { id, postedOn },
    { as: app.owner },
  );
  expect(userErrors).toEqual([]);
}

/** Foreign pieces are worth more than nothing only: differences of exchange. */
function linesOf(pieces: Piece[], values: string[]): BookLine[] {
  return pieces.flatMap(({ debit, credit, cents, value, isForeign }): BookLine[] => {
    const base = new Decimal(cents).div(100).toFixed(2);
    const more = { dimensionValueIds: [values[value]] };
    const isWorth = isForeign && (debit === '1010' || credit === '1010');
    const worth = isWorth ? { ...more, currency: 'USD', baseAmount: base } : more;
    const amount = isWorth ? '0' : base;
    return [
      [debit, amount, worth],
      [credit, `-${amount}`, worth],
    ];
  });
}

const SPANS = [
  ['2025-01-01', '2025-12-31'],
  ['2025-02-01', '2026-02-14'],
  ['2026-01-01', '2026-02-20'],
] as const;

type Line = { key: string; amounts: string[] };

async function lines({ app }: Place, field: string): Promise<Line[]> {
  const data = await app.owner.data(`{ found: ${field} { lines { key amounts } } }`);
  return data.found.lines;
}

async function allStatements(place: Place): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const day of DATES) {
    found.push(await lines(place, `balanceSheet(asOf: "${day}", compare: [PREVIOUS_YEAR])`));
    const { trialBalance } = await place.app.owner.data(
      `{ trialBalance(from: "2025-01-01", to: "${day}") { rows { account { code } closing } } }`,
    );
    const rows = trialBalance.rows as { closing: string }[];
    found.push(rows.filter(({ closing }) => closing !== '0'));
  }
  for (const [from, to] of SPANS) {
    const span = `from: "${from}", to: "${to}", compare: [PREVIOUS_PERIOD, PREVIOUS_YEAR]`;
    found.push(await lines(place, `incomeStatement(${span})`));
    found.push(await lines(place, `equityStatement(${span})`));
    found.push(await lines(place, `cashFlowStatement(${span})`));
    found.push(await lines(place, `cashFlowStatement(${span}, method: INDIRECT)`));
  }
  return found;
}

describe('the same journal in date order, in random order and with later reversals', () => {
  test('gives the same statements to the cent at every date', async () => {
    const [dated, random, mistaken] = await Promise.all(places.map(allStatements));
    expect(random).toEqual(dated);
    expect(mistaken).toEqual(dated);
    expect(JSON.stringify(dated).length).toBeGreaterThan(10_000);
  });
});

const byKey = (found: Line[]) =>
  new Map(found.map(({ key, amounts }) => [key, new Decimal(amounts[0] ?? 0)]));
const figure = (found: Map<string, Decimal>, key: string) => found.get(key) ?? new Decimal(0);
const SECTIONS = ['OPERATING', 'INVESTING', 'FINANCING'];

async function bothMethods(place: Place, span: string) {
  const direct = byKey(await lines(place, `cashFlowStatement(${span})`));
  const indirect = byKey(await lines(place, `cashFlowStatement(${span}, method: INDIRECT)`));
  return { direct, indirect };
}

test.each(SPANS)(
  'I13 direct = indirect, section by section, = change of the cash accounts: %s to %s',
  async (from, to) => {
    const place = places[0]!;
    const { direct, indirect } = await bothMethods(place, `from: "${from}", to: "${to}"`);
    const before = byKey(await lines(place, `balanceSheet(asOf: "${dayBefore(from)}")`));
    const after = byKey(await lines(place, `balanceSheet(asOf: "${to}")`));
    const change = figure(after, 'CASH').minus(figure(before, 'CASH')).toFixed();
    for (const found of [direct, indirect]) {
      const parts = [...SECTIONS, 'EXCHANGE_ON_CASH', 'OPENING_BALANCES'];
      const sum = Decimal.sum(...parts.map((key) => figure(found, key)));
      expect(sum.toFixed()).toBe(change);
      expect(figure(found, 'CHANGE_OF_CASH').toFixed()).toBe(change);
      expect(figure(found, 'CLOSING_CASH').toFixed()).toBe(figure(after, 'CASH').toFixed());
      expect(found.get('DIFFERENCE')?.toFixed()).toBe('0');
    }
    for (const key of SECTIONS) {
      expect(figure(direct, key).toFixed()).toBe(figure(indirect, key).toFixed());
      expect(figure(direct, key).isZero()).toBe(false);
    }
  },
);

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** What the groups of each section add up to is its total: no line is left out. */
test.each(['DIRECT', 'INDIRECT'])('I13 the lines of a section sum to it: %s', async (method) => {
  const { found } = await places[0]!.app.owner.data(`{ found: cashFlowStatement(
    from: "2025-01-01", to: "2026-02-20", method: ${method}) { lines { key level amounts } } }`);
  let sum = new Decimal(0);
  for (const { key, level, amounts } of found.lines) {
    if (level === 1) sum = sum.plus(amounts[0]);
    if (!SECTIONS.includes(key)) continue;
    expect(sum.toFixed(2)).toBe(amounts[0]);
    sum = new Decimal(0);
  }
});

test('S19 statements of all values of a dimension sum to the plain one', async () => {
  const { app, values } = places[0]!;
  const [from, to] = ['2025-01-01', '2026-02-20'];
  const fields = [
    `balanceSheet(asOf: "${to}"`,
    `incomeStatement(from: "${from}", to: "${to}"`,
    `equityStatement(from: "${from}", to: "${to}"`,
    `cashFlowStatement(from: "${from}", to: "${to}"`,
    `cashFlowStatement(method: INDIRECT, from: "${from}", to: "${to}"`,
  ];
  for (const field of fields) {
    const plain = byKey(await lines({ app, values }, `${field})`));
    const parts = await Promise.all(
      values.map((id) => lines({ app, values }, `${field}, dimensionValueIds: ["${id}"])`)),
    );
    for (const [key, whole] of plain) {
      const sum = Decimal.sum(...parts.map((part) => figure(byKey(part), key)));
      expect([field, key, sum.plus(OPENED[field.slice(0, 7)]?.[key] ?? 0).toFixed()]).toEqual([
        ...[field, key],
        whole.toFixed(),
      ]);
    }
  }
});

/** The clearing line of the opening entry names no dimension: it is in the plain sheet only. */
const OPENED: Record<string, Record<string, number>> = {
  balance: { 1990: -2000, OTHER_CURRENT_ASSET: -2000, TOTAL_ASSETS: -2000, DIFFERENCE: -2000 },
};

type Figure = { key: string; amounts: string[]; one: Page; two: Page };
type Page = { nodes: { amount: string }[]; pageInfo: { hasNextPage: boolean } };

const DRILL = `key amounts
  one: drillDown(first: 100) { nodes { amount } pageInfo { hasNextPage } }
  two: drillDown(column: 1, first: 100) { nodes { amount } pageInfo { hasNextPage } }`;

test.each([
  'balanceSheet(asOf: "2026-02-14", compare: [PREVIOUS_YEAR]',
  'incomeStatement(from: "2025-06-01", to: "2026-02-14", compare: [PREVIOUS_PERIOD]',
  'equityStatement(from: "2025-06-01", to: "2026-02-14", compare: [PREVIOUS_PERIOD]',
  'cashFlowStatement(from: "2025-06-01", to: "2026-02-20", compare: [PREVIOUS_PERIOD]',
  'cashFlowStatement(method: INDIRECT, from: "2025-01-01", to: "2026-02-20", columns: YEAR',
])('I14 the lines behind every figure sum to it: %s)', async (field) => {
  const { app, values } = places[0]!;
  let proved = 0;
  for (const narrowed of ['', `, dimensionValueIds: ["${values[1]}"]`]) {
    const { found } = await app.owner.data(
      `{ found: ${field}${narrowed}) { lines { ${DRILL} } } }`,
    );
    expect(found.lines.length).toBeGreaterThan(3);
    for (const { key, amounts, one, two } of found.lines as Figure[]) {
      for (const [column, page] of [one, two].entries()) {
        if (page.pageInfo.hasNextPage) continue;
        proved += 1;
        const sum = page.nodes.reduce((left, { amount }) => left.plus(amount), new Decimal(0));
        expect([key, column, sum.toFixed(2)]).toEqual([key, column, amounts[column]]);
      }
    }
  }
  expect(proved).toBeGreaterThan(10);
});

type SeenLine = { id: string; postedOn: string; account: { type: string } };

const PAGES = `query ($after: String) { balanceSheet(asOf: "2026-02-20") {
  line(key: "TOTAL_ASSETS") { amounts drillDown(first: 30, after: $after) {
    nodes { amount line { id postedOn baseAmount account { type } } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`;

test('I14 all pages of a figure sum to it, each line once and by day', async () => {
  const { owner } = places[0]!.app;
  const seen: { amount: string; line: SeenLine }[] = [];
  let after: string | null = null;
  let whole = '';
  do {
    const { line } = (await owner.data(PAGES, { after })).balanceSheet;
    whole = line.amounts[0];
    seen.push(...line.drillDown.nodes);
    const { hasNextPage, hasPreviousPage, endCursor } = line.drillDown.pageInfo;
    expect(hasPreviousPage).toBe(after !== null);
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  expect(seen.length).toBeGreaterThan(40);
  expect(new Set(seen.map(({ line }) => line.id)).size).toBe(seen.length);
  const days = seen.map(({ line }) => line.postedOn);
  expect(days).toEqual([...days].sort());
  expect(new Set(seen.map(({ line }) => line.account.type))).toEqual(new Set(['ASSET']));
  const sum = seen.reduce((left, { amount }) => left.plus(amount), new Decimal(0));
  expect(sum.toFixed(2)).toBe(whole);
});

test('I14 the four figures of an account of the trial balance', async () => {
  const page = (name: string) =>
    `${name}: drillDown(figure: ${name.toUpperCase()}, first: 100) { nodes { amount } }`;
  const { trialBalance } = await places[0]!.app.owner.data(`{ trialBalance(from: "2025-06-01",
    to: "2026-02-14") { rows { sums: opening debits: debit credits: credit ends: closing
      ${['opening', 'debit', 'credit', 'closing'].map(page).join(' ')} } } }`);
  for (const row of trialBalance.rows) {
    const sumOf = ({ nodes }: Page) =>
      nodes.reduce((left, { amount }) => left.plus(amount), new Decimal(0)).toFixed(2);
    const found = [row.opening, row.debit, row.credit, row.closing].map(sumOf);
    expect(found).toEqual([row.sums, row.debits, row.credits, row.ends]);
  }
});

test('a cursor holds in its own figure only', async () => {
  const { owner } = places[0]!.app;
  const { line } = (await owner.data(PAGES, { after: null })).balanceSheet;
  const foreign = `{ balanceSheet(asOf: "2026-02-20") { line(key: "TOTAL_EQUITY") {
    drillDown(after: "${line.drillDown.pageInfo.endCursor}") { nodes { amount } } } } }`;
  const { errors } = await owner.query(foreign);
  expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

test('the lines of figures are for those who may read entries', async () => {
  const reader = places[0]!.app.as({ permissions: ['accounting.report.read'] });
  const statement = (select: string) =>
    `{ balanceSheet(asOf: "2026-02-20") { lines { key amounts ${select} } } }`;
  expect((await reader.query(statement(''))).errors).toEqual([]);
  const { errors } = await reader.query(statement('drillDown { nodes { amount } }'));
  expect(errors[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'accounting.entry.read',
  });
});

test('I10 I13 a closing entry changes no cash flow, and not what equity comes to', async () => {
  const place = places[2]!;
  const span = 'from: "2025-01-01", to: "2026-02-20"';
  const all = async () => [
    await bothMethods(place, span),
    await lines(place, `equityStatement(${span})`),
  ];
  const before = await all();
  const { fiscalYear } = await place.app.owner.data('{ fiscalYear(by: {name: "2025"}) { id } }');
  const closing = { fiscalYearId: fiscalYear.id, withClosingEntry: true };
  const { userErrors } = await books.mutate('fiscalYearClose', closing, { as: place.app.owner });
  expect(userErrors).toEqual([]);
  expect(await all()).toEqual(before);
});
