import { createWrittenReads, RequestContext, type WrittenReads } from '@bureau/core';
import * as fc from 'fast-check';
import { type OperationDefinitionNode, parse } from 'graphql';
import type { TestApp, TestClient, Variables } from '@bureau/testing';
import { type BookLine, createBooks, inputOf, type TestBooks } from '../../test/books.js';

/**
 * Statements are written past graphql-js: the same text as in the ordinary way, for random
 * selections, days, narrowings and currencies of the books.
 */

/** Books in one currency. */
interface Place {
  app: TestApp;
  /** Dimension values, and accounts. */
  values: string[];
  accounts: string[];
}

let books: TestBooks;
let reads: WrittenReads;

beforeAll(async () => {
  books = await createBooks(() => new Date('2026-03-01T10:00:00Z'));
  reads = createWrittenReads(books.app.runtime);
});
afterAll(() => books?.close());

/** Books in a currency; amounts of half a unit where it has such. */
async function placeIn(baseCurrency: string): Promise<Place> {
  const app = await books.app.otherOrganization();
  const as = app.owner;
  const setUp = { chart: 'STANDARD', baseCurrency, startsOn: '2025-01-01' };
  await books.mutate('accountingSetUp', setUp, { as });
  await books.mutate('fiscalYearCreate', { startsOn: '2026-01-01' }, { as });
  const values = await dimensionValues(as);
  const [north, south] = values.map((id) => ({ dimensionValueIds: [id] }));
  const half = baseCurrency === 'JPY' ? '1' : '0.5';
  const entries: [string, BookLine[]][] = [
    [
      '2025-01-10',
      [
        ['1010', '5000', north],
        ['5000', '-5000'],
      ],
    ],
    [
      '2025-03-31',
      [
        ['1210', '119', south],
        ['4000', '-119', south],
      ],
    ],
    [
      '2025-12-31',
      [
        ['6100', half, north],
        ['1010', `-${half}`],
      ],
    ],
    [
      '2026-01-02',
      [
        ['1010', '1'],
        ['4000', '-1', north],
      ],
    ],
    [
      '2026-02-14',
      [
        ['1510', '900'],
        ['2300', '-900', south],
      ],
    ],
  ];
  for (const [on, lines] of entries) {
    const input = inputOf({ on, lines });
    input.lines = input.lines.map((line) => ({ ...line, currency: baseCurrency }));
    const posted = await books.mutate('journalEntryPost', input, { as });
    expect(posted.userErrors).toEqual([]);
  }
  const found = await as.data(
    '{ ledgerAccounts(first: 100, where: { code: { in: ["1010", "4000"] } }) { nodes { id } } }',
  );
  const accounts = found.ledgerAccounts.nodes.map(({ id }: { id: string }) => id);
  return { app, values, accounts };
}

async function dimensionValues(as: TestClient): Promise<string[]> {
  const made = await books.mutate(
    'dimensionCreate',
    { code: 'C', name: 'Centre' },
    { as, select: 'dimension { id }' },
  );
  const ids: string[] = [];
  for (const code of ['NORTH', 'SOUTH']) {
    const input = { dimensionId: made.dimension.id, code, name: `"${code}" \\` };
    const select = 'dimensionValue { id }';
    ids.push((await books.mutate('dimensionValueCreate', input, { as, select })).dimensionValue.id);
  }
  return ids;
}

/** Some of the parts, at least one, sometimes under another name. */
const some = (...parts: string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom('', 'x', 'toString')), {
      minLength: 1,
      maxLength: 5,
    })
    .map((chosen) => chosen.map(([part, alias]) => named(part, alias)).join(' '));

/** The alias says what it is of, so that no two fields have one name. */
function named(part: string, alias: string): string {
  const name = /^\w+/.exec(part)?.[0];
  return alias === '' || name === undefined ? part : `${alias}_${name}: ${part}`;
}

const account = some('id', 'code', 'name', '__typename', 'type', 'currency').map(
  (fields) => `account { ${fields} }`,
);
const line = some('label', 'level', 'key', 'amounts', '__typename');
const row = some('opening', 'debit', 'credit', 'closing', '__typename');
const rows = (of: fc.Arbitrary<string>) =>
  fc.tuple(of, account, fc.boolean()).map(([fields, record, isFragment]) => {
    const all = `${fields} ${record}`;
    return isFragment ? `... { ${all} } ${fields}` : all;
  });
const DAYS = ['2024-12-31', '2025-01-10', '2025-06-15', '2025-12-31', '2026-01-02', '2026-02-20'];
const day = fc.constantFrom(...DAYS);
const narrowed = fc
  .record({
    dimension: fc.option(fc.nat(1)),
    knownAt: fc.option(fc.constantFrom('2026-03-01T09:00:00Z', '2100-01-01T00:00:00Z')),
  })
  .map(({ dimension, knownAt }) => [
    ...(dimension === null ? [] : [`dimensionValueIds: [$value${dimension}]`]),
    ...(knownAt === null ? [] : [`knownAt: "${knownAt}"`]),
  ]);
const compared = fc.constantFrom('', 'compare: [PREVIOUS_YEAR, PREVIOUS_PERIOD]', 'columns: MONTH');
const STATEMENTS = ['incomeStatement', 'equityStatement', 'cashFlowStatement'] as const;
const ENDS = 'lines { label amounts } columns { label from to }';

const statement = fc.oneof(
  fc.tuple(narrowed, rows(row)).map(([how, fields]) => {
    const args = ['from: $from', 'to: $to', ...how].join(', ');
    return `trialBalance(${args}) { from to rows { ${fields} } totalDebit __typename totalCredit }`;
  }),
  fc.tuple(narrowed, compared, rows(line)).map(([how, columns, fields]) => {
    const args = ['asOf: $to', columns, ...how].join(' ');
    return `balanceSheet(${args}) { currency lines { ${fields} } ${ENDS} }`;
  }),
  fc
    .tuple(fc.constantFrom(...STATEMENTS), narrowed, compared, rows(line))
    .map(([name, how, columns, fields]) => {
      const split = name === 'equityStatement' && columns.startsWith('columns') ? '' : columns;
      const args = ['from: $from', 'to: $to', split, ...how].join(' ');
      return `${name}(${args}) { lines { ${fields} } ${ENDS} }`;
    }),
  fc.tuple(fc.nat(1), narrowed, account).map(([at, how, record]) => {
    const args = [`accountId: $account${at}`, 'from: $from', 'to: $to', ...how].join(', ');
    return `generalLedger(${args}) { opening closing hasMore ${record}
      rows { balance line { id baseAmount account { code } } } }`;
  }),
  fc.tuple(fc.nat(1), narrowed).map(([at, how]) => {
    const args = [`accountId: $account${at}`, 'asOf: $to', ...how].join(', ');
    return `accountBalance(${args}) { asOf baseBalance currencies { currency debit balance } }`;
  }),
);

/** The text of the plan, and that of graphql-js. */
async function both({ owner, runtime }: TestApp, text: string, variables: Variables = {}) {
  const { principal } = owner;
  const caller = { principal, requestId: 'test', deadline: Date.now() + 60_000 };
  const context = new RequestContext(runtime, caller);
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const answer = await reads.answer({ document, operation, variables, context });
  const { data, errors } = await owner.query(text, variables);
  return { written: answer?.json.toString(), ordinary: JSON.stringify(data), errors };
}

const variablesOf = ({ values, accounts }: Place, from: string, to: string) => ({
  ...{ from, to, value0: values[0], value1: values[1] },
  ...{ account0: accounts[0], account1: accounts[1] },
});
/** Variables that an operation does not use are refused. */
const operationOf = (field: string) => {
  const types = { from: 'Date!', to: 'Date!', value0: 'ID!', value1: 'ID!' };
  const all = { ...types, account0: 'ID', account1: 'ID' };
  const used = Object.entries(all).filter(([name]) => field.includes(`$${name}`));
  const declared = used.map(([name, type]) => `$${name}: ${type}`);
  return `query (${declared.join(', ')}) { found: ${field} }`;
};

const asked = fc.record({ field: statement, from: day, to: day });

test.each(['EUR', 'JPY', 'KWD'])(
  'statements of books in %s are the same both ways',
  async (base) => {
    const place = await placeIn(base);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(asked, async ({ field, from, to }) => {
        const { written, ordinary, errors } = await both(
          place.app,
          operationOf(field),
          variablesOf(place, from, to),
        );
        // A span that ends before it begins: graphql-js words the refusal.
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(
          written === undefined ? ['BAD_USER_INPUT'] : [],
        );
        if (written === undefined) refused += 1;
        else expect(written).toBe(ordinary);
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeLessThan(50);
  },
);

test('a statement whose figures are drilled into goes the ordinary way', async () => {
  await books.post({
    on: '2025-02-01',
    lines: [
      ['1010', '7'],
      ['5000', '-7'],
    ],
  });
  const text = `{ trialBalance(from: "2025-01-01", to: "2025-12-31") {
    rows { debit drillDown(figure: DEBIT) { nodes { amount line { id } } } } } }`;
  const { written, errors, ordinary } = await both(books.app, text);
  expect(written).toBeUndefined();
  expect(errors).toEqual([]);
  expect(ordinary).toContain('"amount":"');
});
