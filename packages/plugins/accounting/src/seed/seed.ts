import type { SeedContext } from '@bureau/core';
import { seedTrade } from './trade.js';
import { CENTRES, CUSTOMERS, planEntries, type PlannedEntry, SUPPLIERS } from './plan.js';
import { seedBank } from './seed-bank.js';
import { seedExpenses } from './seed-expenses.js';
import { seedPlans } from './seed-plans.js';
import { seedTaxReturn } from './seed-tax-return.js';

/** First day of the books of the demo company. */
const FIRST = '2025-01-01';
const BATCH = 250;

/** Two fiscal years of books, through the mutations of everybody; the first year is closed. */
export async function seed(ctx: SeedContext): Promise<void> {
  await ctx.run(
    `mutation ($setUp: AccountingSetUpInput!, $next: FiscalYearCreateInput!) {
      accountingSetUp(input: $setUp) { userErrors { code message } }
      fiscalYearCreate(input: $next) { userErrors { code message } } }`,
    {
      setUp: { chart: 'STANDARD', baseCurrency: 'EUR', startsOn: FIRST },
      next: { startsOn: '2026-01-01' },
    },
  );
  const parties = await addParties(ctx);
  const centres = await addCentres(ctx);
  await postOpening(ctx);
  const entries = planEntries(FIRST, ctx.today).map((entry) => inputOf(entry, parties, centres));
  for (let at = 0; at < entries.length; at += BATCH) {
    await ctx.run(
      `mutation ($input: JournalEntryPostBatchInput!) {
        journalEntryPostBatch(input: $input) @idempotent(key: "demo-books-${at}") {
          userErrors { code message } } }`,
      { input: { entries: entries.slice(at, at + BATCH) } },
    );
  }
  await seedTrade(ctx, { parties, centres });
  await seedTaxReturn(ctx);
  await seedExpenses(ctx);
  await closePeriods(ctx);
  await seedPlans(ctx);
  await seedBank(ctx, FIRST);
}

async function addParties({ run }: SeedContext): Promise<Map<string, string>> {
  const parties = [
    ...CUSTOMERS.map(([code, name]) => ({ code, name, isCustomer: true })),
    ...SUPPLIERS.map(([code, name]) => ({ code, name, isSupplier: true })),
  ];
  const ids = new Map<string, string>();
  for (const party of parties) {
    const data = await run(
      `mutation ($input: PartyCreateInput!) {
        partyCreate(input: $input) { party { id } userErrors { code message } } }`,
      { input: { ...party, kind: 'COMPANY' } },
    );
    ids.set(party.code, (data as { partyCreate: { party: { id: string } } }).partyCreate.party.id);
  }
  return ids;
}

async function addCentres({ run }: SeedContext): Promise<Map<string, string>> {
  const made = await run(
    `mutation { dimensionCreate(input: { code: "CC", name: "Cost centre" }) {
      dimension { id } userErrors { code message } } }`,
  );
  const { dimension } = (made as { dimensionCreate: { dimension: { id: string } } })
    .dimensionCreate;
  const ids = new Map<string, string>();
  for (const [code, name] of CENTRES) {
    const data = await run(
      `mutation ($input: DimensionValueCreateInput!) { dimensionValueCreate(input: $input) {
        dimensionValue { id } userErrors { code message } } }`,
      { input: { dimensionId: dimension.id, code, name } },
    );
    type Made = { dimensionValueCreate: { dimensionValue: { id: string } } };
    ids.set(code, (data as Made).dimensionValueCreate.dimensionValue.id);
  }
  return ids;
}

/** What the company owned and owed before: code and amount, debits above zero. */
const OPENING = [
  ['1010', 186_400],
  ['1310', 92_000],
  ['1510', 318_000],
  ['1530', 64_000],
  ['1590', -121_000],
  ['2500', -150_000],
  ['3000', -250_000],
  ['3100', -139_400],
] as const;

async function postOpening({ run }: SeedContext): Promise<void> {
  const lines = OPENING.map(([accountCode, amount]) => ({
    accountCode,
    ...(amount > 0 ? { debit: String(amount) } : { credit: String(-amount) }),
  }));
  await run(
    `mutation ($input: OpeningBalancesPostInput!) {
      openingBalancesPost(input: $input) @idempotent(key: "demo-opening") {
        userErrors { code message } } }`,
    { input: { postedOn: FIRST, lines } },
  );
}

function inputOf(
  { journal, on, memo, lines }: PlannedEntry,
  parties: ReadonlyMap<string, string>,
  centres: ReadonlyMap<string, string>,
) {
  return {
    journalCode: journal,
    postedOn: on,
    memo,
    lines: lines.map(({ account, cents, party, centre }) => {
      const amount = (Math.abs(cents) / 100).toFixed(2);
      return {
        accountCode: account,
        ...(cents > 0 ? { debit: amount } : { credit: amount }),
        ...(party !== undefined && { partyId: parties.get(party) }),
        ...(centre !== undefined && { dimensionValueIds: [centres.get(centre)] }),
      };
    }),
  };
}

/** The first year is closed, and what is more than a month ago is closed softly. */
async function closePeriods({ run, today }: SeedContext): Promise<void> {
  const { fiscalYear, periods } = (await run(
    `query ($day: Date!) { fiscalYear(by: { name: "2025" }) { id }
      periods(where: { startsOn: { gte: "2026-01-01" }, endsOn: { lt: $day } }) { nodes { id } } }`,
    { day: `${today.slice(0, 7)}-01` },
  )) as unknown as { fiscalYear: { id: string }; periods: { nodes: { id: string }[] } };
  await run(
    `mutation ($input: FiscalYearCloseInput!) {
      fiscalYearClose(input: $input) @idempotent(key: "demo-close") {
        userErrors { code message } } }`,
    { input: { fiscalYearId: fiscalYear.id } },
  );
  for (const { id } of periods.nodes) {
    await run(
      `mutation ($id: ID!) { periodSoftClose(input: { id: $id }) {
        userErrors { code message } } }`,
      { id },
    );
  }
}
