import { randomUUID } from 'node:crypto';
import { createCoreGraph, type CoreGraph } from '../../test/core-graph.js';
import type { Ctx } from '../context/ctx.js';
import { systemCaller } from '../context/system.js';
import { parseId } from '../model/ids.js';
import { definePlugin } from '../plugin/definition.js';
import { OrgUnit } from '../schema/org-unit.entity.js';
import { inTransaction } from '../write/transaction.js';
import { numberSeries, seriesFaults } from './declaration.js';
import { type DrawOptions, NumberSeriesService } from './number-series.service.js';

const shop = definePlugin({
  id: 'shop',
  version: '0.1.0',
  api: '^1.0',
  description: 'Draws numbers.',
  series: [
    numberSeries({
      key: 'shop.invoice',
      description: 'Invoices.',
      pattern: 'INV-{yyyy}-{0000}',
      isGapless: true,
      isPerLegalEntity: true,
    }),
    numberSeries({
      key: 'shop.slip',
      description: 'Slips.',
      pattern: 'S{000}',
      isGapless: true,
    }),
    numberSeries({ key: 'shop.label', description: 'Labels.', pattern: 'L{000}' }),
  ],
});

const RACERS = 25;
let graph: CoreGraph;
let owner: string;
let clock = '2026-06-01T10:00:00Z';

beforeAll(async () => {
  graph = await createCoreGraph({
    plugins: [shop],
    poolSize: RACERS,
    clock: () => new Date(clock),
  });
  owner = await graph.token('owner');
});
afterAll(() => graph?.close());

interface Draw {
  key: string;
  options?: DrawOptions;
  dryRun?: boolean;
  organizationId?: string;
  timeZone?: string;
  /** Runs after the number was drawn, in the same transaction. */
  then?: (ctx: Ctx) => Promise<void> | void;
}

async function draw({
  key,
  options,
  dryRun,
  organizationId,
  timeZone,
  then,
}: Draw): Promise<string> {
  const { runtime, acme } = graph;
  const caller = systemCaller(runtime.composition, organizationId ?? acme, randomUUID());
  const principal = { ...caller.principal, timeZone: timeZone ?? 'UTC' };
  const { value } = await inTransaction(
    runtime,
    { ...caller, principal },
    {
      operation: 'draw',
      dryRun,
      work: async (ctx) => {
        const number = await ctx.service(NumberSeriesService).next(ctx, key, options);
        await then?.(ctx);
        return number;
      },
    },
  );
  return value;
}

function fail(): never {
  throw new Error('thrown back');
}

/** Draws, of which every third is rolled back; the numbers that stayed. */
async function race(key: string): Promise<string[]> {
  const outcomes = await Promise.allSettled(
    Array.from({ length: RACERS * 2 }, (_, index) =>
      draw({ key, ...(index % 3 === 2 && { then: fail }) }),
    ),
  );
  const faults = outcomes.flatMap((it) => (it.status === 'rejected' ? [String(it.reason)] : []));
  expect(new Set(faults)).toEqual(new Set(['Error: thrown back']));
  return outcomes.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : [])).sort();
}

test('gapless: 25 connections with rollbacks leave no number out and none twice', async () => {
  const numbers = await race('shop.slip');
  const expected = numbers.map((_, index) => `S${String(index + 1).padStart(3, '0')}`);
  expect(numbers).toEqual(expected);
});

test('plain: nobody waits for an open transaction, no number stands twice', async () => {
  const numbers = await race('shop.label');
  expect(new Set(numbers).size).toBe(numbers.length);
  const last = Number(numbers.at(-1)?.slice(1));
  expect(last).toBeGreaterThan(numbers.length);
  const inside = await draw({
    key: 'shop.label',
    // While the first transaction is open, another one draws and commits.
    then: async () => {
      await draw({ key: 'shop.label' });
    },
  });
  expect(Number(inside.slice(1))).toBeGreaterThan(last);
});

test('drawing does not flush what its caller has at hand', async () => {
  const { runtime, acme } = graph;
  const caller = systemCaller(runtime.composition, acme, randomUUID());
  for (const key of ['shop.label', 'shop.slip']) {
    await inTransaction(runtime, caller, {
      operation: 'draw',
      dryRun: true,
      work: async (ctx) => {
        ctx.em.create(OrgUnit, { code: 'NEW', name: 'New' });
        await ctx.service(NumberSeriesService).next(ctx, key);
        expect(ctx.em.getUnitOfWork().getPersistStack().size).toBe(1);
      },
    });
  }
});

test('a dry run takes no number, gapless or plain', async () => {
  for (const key of ['shop.slip', 'shop.label']) {
    const tried = await draw({ key, dryRun: true });
    expect(await draw({ key, dryRun: true })).toBe(tried);
    expect(await draw({ key })).toBe(tried);
  }
});

/** A new company as draws name it. */
async function company(code: string): Promise<{ id: string; code: string }> {
  const { legalEntity } = await graph.mutate<{ legalEntity: { id: string } }>(
    owner,
    `mutation { legalEntityCreate(input: { code: "${code}", name: "${code}", country: "AT",
      currency: "EUR" }) { legalEntity { id } } }`,
  );
  return { id: parseId(legalEntity.id)?.uuid ?? '', code };
}

test('a company counts for itself, and anew in the year of the document', async () => {
  const [one, two] = [await company('ONE'), await company('TWO')];
  const invoice = (legalEntity: typeof one, on: string) =>
    draw({ key: 'shop.invoice', options: { legalEntity, on } });
  expect(await invoice(one, '2026-12-31')).toBe('INV-2026-0001');
  expect(await invoice(one, '2027-01-01')).toBe('INV-2027-0001');
  expect(await invoice(two, '2026-12-31')).toBe('INV-2026-0001');
  expect(await invoice(one, '2026-05-01')).toBe('INV-2026-0002');
  await expect(draw({ key: 'shop.invoice' })).rejects.toMatchObject({
    code: 'CORE_SERIES_ENTITY_MISSING',
  });
});

test('without a day, the year ends at midnight of the organization', async () => {
  const legalEntity = await company('ZONE');
  clock = '2026-12-31T23:30:00Z';
  try {
    const options = { legalEntity };
    expect(await draw({ key: 'shop.invoice', options, timeZone: 'UTC' })).toBe('INV-2026-0001');
    expect(await draw({ key: 'shop.invoice', options, timeZone: 'Europe/Vienna' })).toBe(
      'INV-2027-0001',
    );
  } finally {
    clock = '2026-06-01T10:00:00Z';
  }
});

test('numbers that came from elsewhere are passed over, thousands of them', async () => {
  const imported = new Set(
    Array.from({ length: 5_000 }, (_, index) => `S${String(index + 1).padStart(3, '0')}`),
  );
  let asked = 0;
  const taken = async (numbers: readonly string[]) => {
    asked += 1;
    return new Set(numbers.filter((one) => imported.has(one)));
  };
  const { other } = graph;
  const key = 'shop.slip';
  expect(await draw({ key, organizationId: other, options: { taken } })).toBe('S5001');
  expect(asked).toBeLessThan(12);
  expect(await draw({ key, organizationId: other, options: { taken } })).toBe('S5002');
});

const UPDATE = (input: string) =>
  `mutation { numberSeriesUpdate(input: { ${input} }) {
    numberSeries { version pattern } userErrors { code path } } }`;

test('the organization sets the form of numbers and where they go on', async () => {
  const before = await draw({ key: 'shop.slip' });
  const value = Number(before.slice(1));
  expect(await graph.mutate(owner, UPDATE('key: "shop.slip", pattern: "Z-{00000}"'))).toMatchObject(
    {
      numberSeries: { pattern: 'Z-{00000}' },
      userErrors: [],
    },
  );
  expect(await draw({ key: 'shop.slip' })).toBe(`Z-${String(value + 1).padStart(5, '0')}`);
  const refused = await graph.mutate(owner, UPDATE(`key: "shop.slip", nextValue: "${value}"`));
  expect(refused.userErrors).toMatchObject([{ code: 'CORE_SERIES_NEXT_USED' }]);
  await graph.mutate(owner, UPDATE('key: "shop.slip", nextValue: "700"'));
  expect(await draw({ key: 'shop.slip' })).toBe('Z-00700');
  await graph.mutate(owner, UPDATE('key: "shop.slip", pattern: "Z{yyyy}{0000}"'));
  // Another way of counting goes on above the one before, so that no text comes twice.
  expect(await draw({ key: 'shop.slip' })).toBe('Z20260701');
});

test.each([
  ['key: "shop.nothing", pattern: "{0}"', 'CORE_SERIES_UNKNOWN'],
  ['key: "shop.label", pattern: "no counter"', 'CORE_SERIES_PATTERN_INVALID'],
  ['key: "shop.label", pattern: "{entity}{0}"', 'CORE_SERIES_PATTERN_INVALID'],
  ['key: "shop.invoice", nextValue: "5"', 'CORE_SERIES_ENTITY_MISSING'],
])('%s is refused', async (input, code) => {
  expect((await graph.mutate(owner, UPDATE(input))).userErrors).toMatchObject([{ code }]);
});

test('kinds and preview tell what comes next without taking it, not to a viewer', async () => {
  const next = `{ numberSeriesPreview(key: "shop.label")
    numberSeriesKinds { key pattern isGapless series { counters { nodes { year } } } } }`;
  const first = await graph.read<{ numberSeriesPreview: string; numberSeriesKinds: object[] }>(
    owner,
    next,
  );
  expect(first.numberSeriesKinds).toContainEqual({
    key: 'shop.label',
    pattern: 'L{000}',
    isGapless: false,
    series: { counters: { nodes: [{ year: null }] } },
  });
  expect(await draw({ key: 'shop.label' })).toBe(first.numberSeriesPreview);
  const viewer = await graph.token('viewer');
  await expect(graph.read(viewer, next)).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  });
});

test('#28 counts of one organization say nothing of another', async () => {
  const rows = await graph.read<{ numberSeriesList: { totalCount: number } }>(
    await graph.token('owner', 'other'),
    '{ numberSeriesList { totalCount } }',
  );
  // Only the one series that this organization itself has drawn from.
  expect(rows.numberSeriesList.totalCount).toBe(1);
});

test('faulty declarations stop the boot by name', () => {
  const bad = { ...shop, series: [numberSeries({ key: 'x.y', description: '', pattern: 'none' })] };
  const faults = seriesFaults([shop, { ...bad, id: 'bad' }]).join('\n');
  expect(faults).toContain('must begin with "bad."');
  expect(faults).toContain('pattern that is none');
  expect(seriesFaults([shop, { ...shop, id: 'again' }]).join('\n')).toContain('declared by "shop"');
});
